package survey

import (
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// Survey contains what is below a folder: kustomizations, kpt packages, charts, and the YAML files
// that belong to none of them. All paths are relative to the folder.
type Survey struct {
	// dir is the folder as the caller names it, and Root its real path.
	dir, Root string
	// layers are the kustomizations and components, by folder.
	layers map[string]*kustomizationFile
	// kpt are the folders with a Kptfile, charts those with a Chart.yaml.
	kpt, charts []string
	// files are the YAML and JSON files, and the Kptfiles.
	files []string
	// claimed are files that a kustomization names.
	claimed map[string]bool

	// walk knows the links to folders. named are the paths by which kustomizations include folders.
	walk  *source.Walk
	named []string
	// seen are the files that the walk has visited, and secondNames the links to files.
	seen        map[string]bool
	secondNames []string

	Reader *source.Reader
}

// kustomizationFile is the part of a kustomization that determines what it includes.
type kustomizationFile struct {
	component bool
	// includes are the folders of other kustomizations.
	includes []string
}

// withoutPackages are folders that contain the dependencies of other tools.
var withoutPackages = []string{"node_modules", "bower_components"}

const chartFile = "Chart.yaml"

// New surveys a folder. It skips files and folders whose names start with a dot, and those in a
// .krmignore file.
func New(dir string, root *rooted.Root) *Survey {
	r := &Survey{dir: dir, Root: absolute(rooted.RealPath(filepath.Clean(dir))), layers: map[string]*kustomizationFile{}, claimed: map[string]bool{}, seen: map[string]bool{}, Reader: source.NewLenientReader(root)}
	var kustomizations []string
	r.walk = &source.Walk{
		SkipDir: func(rel string) bool { return slices.Contains(withoutPackages, path.Base(rel)) || r.isPartOfChart(rel) },
		Visit: func(rel string, isLink bool) bool {
			switch name := path.Base(rel); {
			case slices.Contains(konfig.RecognizedKustomizationFileNames(), name):
				kustomizations = append(kustomizations, rel)
			case name == chartFile:
				r.charts = append(r.charts, path.Dir(rel))
			case name == source.Kptfile:
				r.kpt = append(r.kpt, path.Dir(rel))
				r.files = append(r.files, rel)
			case !slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(name)):
				return false
			case isLink:
				r.secondNames = append(r.secondNames, rel)
			default:
				r.seen[rel] = true
				r.files = append(r.files, rel)
			}
			return true
		},
	}
	if err := r.Reader.Walk(r.Root, r.walk); err != nil {
		r.Reader.Failures = append(r.Reader.Failures, finding.Failure{File: ".", Message: source.UnreadableError(".", err).Error()})
	}
	for _, file := range kustomizations {
		r.seen[file] = true
		r.addLayer(file)
	}
	r.addSecondNames()
	r.skipLinks()
	return r
}

// addSecondNames adds the links to files, except for those to files that the walk has visited
// anyway, which it adds only in kpt packages, since kpt reads both.
func (r *Survey) addSecondNames() {
	for _, file := range r.secondNames {
		target, err := r.Reader.Root.Resolve(filepath.Join(r.Root, file))
		if _, inKpt := r.kptPackage(file); inKpt || err != nil || !r.seen[r.relative(target)] {
			r.files = append(r.files, file)
		}
	}
}

// skipLinks records the links to folders that nothing follows.
func (r *Survey) skipLinks() {
	for _, s := range r.walk.SkippedLinks(r.dir) {
		isNamed := func(entry string) bool { return entry == s.File || source.IsBelow(s.File, entry) }
		if !slices.ContainsFunc(r.named, isNamed) {
			r.Reader.Skip(s)
		}
	}
}

// absolute returns an absolute path, so that links can be resolved by it.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

func (r *Survey) relative(file string) string {
	rel, err := filepath.Rel(r.Root, file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// isPartOfChart reports whether a folder is part of the chart in the folder above it, which only Helm can
// read.
func (r *Survey) isPartOfChart(rel string) bool {
	if !slices.Contains([]string{"templates", "charts", "crds"}, path.Base(rel)) {
		return false
	}
	_, err := r.Reader.Root.Stat(filepath.Join(r.Root, path.Dir(rel), chartFile))
	return err == nil
}

// addLayer reads a kustomization file. The build reports a file that cannot be parsed. A template,
// or another tool's object of the same name, is not a kustomization.
func (r *Survey) addLayer(file string) {
	dir := path.Dir(file)
	text, err := r.Reader.Root.ReadFile(filepath.Join(r.Root, file))
	var k types.Kustomization
	parsed := err == nil && yaml.Unmarshal(text, &k) == nil
	switch {
	case !parsed && source.IsTemplate(string(text)):
		r.Reader.Skip(finding.Skipped{Kind: finding.KindTemplate, File: file, Reason: "it is a template", Hint: "check its rendered output"})
		return
	case parsed && k.APIVersion != "" && !strings.HasPrefix(k.APIVersion, "kustomize.config.k8s.io/") && strings.Contains(k.APIVersion, "/"):
		r.files = append(r.files, file)
		return
	}
	layer := r.layers[dir]
	if layer == nil {
		layer = &kustomizationFile{}
		r.layers[dir] = layer
	}
	layer.component = k.Kind == types.ComponentKind
	k.FixKustomization()
	for _, e := range kustomize.EntriesOf(file, k).All {
		r.include(layer, dir, e.Text)
	}
	for _, chart := range k.HelmCharts {
		for _, values := range append(chart.AdditionalValuesFiles, chart.ValuesFile) {
			r.include(layer, dir, values)
		}
	}
}

// include records what an entry of a kustomization refers to.
func (r *Survey) include(layer *kustomizationFile, dir, entry string) {
	if entry == "" || filepath.IsAbs(entry) {
		return
	}
	name := path.Join(dir, filepath.ToSlash(entry))
	r.named = append(r.named, name)
	r.claimed[name] = true
	target, err := r.Reader.Root.Resolve(filepath.Join(r.Root, dir, entry))
	if err != nil {
		return
	}
	rel := r.relative(target)
	if info, err := r.Reader.Root.Stat(target); err == nil && info.IsDir() {
		layer.includes = append(layer.includes, rel)
		return
	}
	r.claimed[rel] = true
}

// Kustomizations returns the folders of the kustomizations that no other one includes. Of those
// that include each other in a circle it returns the first, whose build reports the circle. It
// returns separately the components that none of them includes.
func (r *Survey) Kustomizations() (tops, orphans []string) {
	reached := map[string]bool{}
	var reach func(dir string)
	reach = func(dir string) {
		layer, ok := r.layers[dir]
		if !ok || reached[dir] {
			return
		}
		reached[dir] = true
		for _, next := range layer.includes {
			reach(next)
		}
	}
	for {
		var left []string
		included := map[string]bool{}
		for dir, layer := range r.layers {
			if layer.component || reached[dir] {
				continue
			}
			left = append(left, dir)
			for _, next := range layer.includes {
				if next != dir {
					included[next] = true
				}
			}
		}
		if len(left) == 0 {
			break
		}
		slices.Sort(left)
		first := left[0]
		for _, dir := range left {
			if !included[dir] {
				first = dir
				break
			}
		}
		tops = append(tops, first)
		reach(first)
	}
	for dir := range r.layers {
		if !reached[dir] {
			orphans = append(orphans, dir)
		}
	}
	slices.Sort(tops)
	slices.Sort(orphans)
	return tops, orphans
}

// kptPackage returns the outermost kpt package that a file is in.
func (r *Survey) kptPackage(file string) (string, bool) {
	best, found := "", false
	for _, dir := range r.kpt {
		if r.layers[dir] != nil {
			continue // kustomize builds it
		}
		if (dir == "." || strings.HasPrefix(file, dir+"/")) && (!found || len(dir) < len(best)) {
			best, found = dir, true
		}
	}
	return best, found
}

// Files divides the files that no kustomization names: those of each kpt package, by its folder,
// and the plain ones.
func (r *Survey) Files() (kpt map[string][]string, plain []string) {
	kpt = map[string][]string{}
	slices.Sort(r.files)
	for _, file := range slices.Compact(r.files) {
		switch dir, inKpt := r.kptPackage(file); {
		case r.claimed[file]:
		case path.Ext(file) == ".json":
			r.Reader.SkipJSON(r.Root, file)
		case r.isBesideLayer(file):
			r.skipUnlisted(file)
		case inKpt:
			kpt[dir] = append(kpt[dir], Below(dir, file))
		default:
			plain = append(plain, file)
		}
	}
	return kpt, plain
}

// isBesideLayer reports whether a file is in the folder of a kustomization, or below it.
func (r *Survey) isBesideLayer(file string) bool {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if r.layers[dir] != nil {
			return true
		}
	}
	return r.layers["."] != nil
}

// skipUnlisted skips a file beside a kustomization that does not list it, as kustomize does.
func (r *Survey) skipUnlisted(file string) {
	text, err := r.Reader.Root.ReadFile(filepath.Join(r.Root, file))
	if err == nil && strings.Contains(string(text), "apiVersion:") {
		r.Reader.Skip(finding.Skipped{Kind: finding.KindUnlisted, File: file, Reason: "the kustomization next to it does not list it", Hint: "list it, or check it by itself"})
	}
}

// Below returns a file's path relative to a folder that contains it.
func Below(dir, file string) string {
	if dir == "." {
		return file
	}
	return strings.TrimPrefix(file, dir+"/")
}

// NotIncluded returns the kustomizations and kpt packages below the folder that its own
// kustomization does not include.
func (r *Survey) NotIncluded() []finding.Skipped {
	own := r.layers["."]
	if own == nil {
		return nil
	}
	own.component = false
	tops, _ := r.Kustomizations()
	var skipped []finding.Skipped
	for _, dir := range tops {
		if dir != "." {
			skipped = append(skipped, finding.Skipped{Kind: finding.KindKustomization, File: dir, Reason: "the kustomization above does not include it", Hint: "check " + filepath.Join(r.dir, dir) + " by itself"})
		}
	}
	for _, dir := range r.kpt {
		outermost, found := r.kptPackage(path.Join(dir, source.Kptfile))
		isNamed := func(file string) bool { return source.IsBelow(dir, file) }
		if found && outermost == dir && !slices.ContainsFunc(slices.Collect(maps.Keys(r.claimed)), isNamed) {
			skipped = append(skipped, finding.Skipped{Kind: finding.KindKpt, File: dir, Reason: "the kustomization above does not include it", Hint: "check " + filepath.Join(r.dir, dir) + " by itself"})
		}
	}
	return skipped
}

func (r *Survey) SkipCharts() {
	for _, dir := range r.charts {
		r.Reader.Skip(finding.Skipped{Kind: finding.KindChart, File: dir, Reason: "only Helm renders charts", Hint: "pipe `helm template` into `check -`"})
	}
}
