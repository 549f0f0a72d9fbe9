package render

import (
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// roots are what stands below a folder: kustomizations, kpt packages, charts, and the
// YAML files that are in none of them. All paths are relative to the folder.
type roots struct {
	// dir is the folder as the caller names it, and root its real path.
	dir, root string
	// layers are the kustomizations and components by folder.
	layers map[string]*kustomizationFile
	// kpt are the folders with a Kptfile, charts those with a Chart.yaml.
	kpt, charts []string
	// files are the YAML and JSON files, and the Kptfiles.
	files []string
	// claimed are files that a kustomization names.
	claimed map[string]bool

	// linked are the links to folders, and named what kustomizations call the folders that
	// they include.
	linked *linked
	named  []string
	// seen are the files that the walk has come upon, and secondNames links to files.
	seen        map[string]bool
	secondNames []string

	t tolerance
}

// kustomizationFile is what matters of a kustomization for what it includes.
type kustomizationFile struct {
	component bool
	// includes are folders of other kustomizations.
	includes []string
}

// withoutPackages are folders that hold the dependencies of other tools.
var withoutPackages = []string{"node_modules", "bower_components"}

const chartFile = "Chart.yaml"

// surveyRoots walks a folder. Folders and files whose names start with a dot are not
// looked at, nor those that a .krmignore names.
func surveyRoots(dir string, root *rooted.Root) (*roots, error) {
	r := &roots{dir: dir, root: absolute(real(filepath.Clean(dir))), layers: map[string]*kustomizationFile{}, claimed: map[string]bool{}, seen: map[string]bool{}, t: tolerance{lenient: true, root: root}}
	r.linked = newLinked(r.root, root)
	ignored := newIgnores(r.root, root)
	var texts []string
	err := root.WalkDir(r.root, func(file string, entry fs.DirEntry, err error) error {
		rel := r.relative(file)
		if err != nil {
			r.t.failures = append(r.t.failures, finding.Failure{File: rel, Message: unread(rel, err).Error()})
			if entry != nil && entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		switch name := entry.Name(); {
		case rel == ".":
			r.enter(ignored, file)
			r.linked.enter(rel)
		case strings.HasPrefix(name, "."):
			return skip(entry)
		case entry.IsDir():
			if slices.Contains(withoutPackages, name) || r.ofChart(rel) {
				return filepath.SkipDir
			}
			if r.enter(ignored, file) {
				return filepath.SkipDir
			}
			r.linked.enter(rel)
		case ignored.match(file, false):
		case slices.Contains(konfig.RecognizedKustomizationFileNames(), name):
			texts = append(texts, rel)
		case name == chartFile:
			r.charts = append(r.charts, path.Dir(rel))
		case name == kptfileName:
			r.kpt = append(r.kpt, path.Dir(rel))
			r.files = append(r.files, rel)
		case slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(name)):
			if entry.Type()&fs.ModeSymlink != 0 {
				r.secondNames = append(r.secondNames, rel)
				return nil
			}
			r.seen[rel] = true
			r.files = append(r.files, rel)
		default:
			r.linked.take(rel, entry)
		}
		return nil
	})
	for _, file := range texts {
		r.seen[file] = true
		r.addLayer(file)
	}
	r.addSecondNames()
	r.skipLinks()
	return r, err
}

// enter reads the .krmignore of a folder, and reports whether the folder is ignored.
func (r *roots) enter(all *ignores, dir string) (ignored bool) {
	ignored, err := all.enter(dir)
	if err != nil {
		r.t.failures = append(r.t.failures, finding.Failure{File: path.Join(r.relative(dir), ignoreFile), Message: err.Error()})
	}
	return ignored
}

// addSecondNames adds the links to files, except those to files that the walk has come upon
// anyway. kpt reads these, too.
func (r *roots) addSecondNames() {
	for _, file := range r.secondNames {
		target, err := r.t.root.Resolve(filepath.Join(r.root, file))
		if _, inKpt := r.kptPackage(file); inKpt || err != nil || !r.seen[r.relative(target)] {
			r.files = append(r.files, file)
		}
	}
}

// skipLinks names the links to folders that nothing follows.
func (r *roots) skipLinks() {
	for _, s := range r.linked.unfollowed(r.dir) {
		isNamed := func(entry string) bool { return entry == s.File || isBelow(s.File, entry) }
		if !slices.ContainsFunc(r.named, isNamed) {
			r.t.skip(s)
		}
	}
}

// absolute returns a path from the top, by which links are resolved, too.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return filepath.SkipDir
	}
	return nil
}

func (r *roots) relative(file string) string {
	rel, err := filepath.Rel(r.root, file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// ofChart reports whether a folder is a part of the chart in the folder above it, which
// only Helm can read.
func (r *roots) ofChart(rel string) bool {
	if !slices.Contains([]string{"templates", "charts", "crds"}, path.Base(rel)) {
		return false
	}
	_, err := r.t.root.Stat(filepath.Join(r.root, path.Dir(rel), chartFile))
	return err == nil
}

// addLayer reads a kustomization file. What cannot be parsed is left to the build, which
// says why; a template, and another tool's object of the same name, is no kustomization.
func (r *roots) addLayer(file string) {
	dir := path.Dir(file)
	text, err := r.t.root.ReadFile(filepath.Join(r.root, file))
	var k types.Kustomization
	parsed := err == nil && yaml.Unmarshal(text, &k) == nil
	switch {
	case !parsed && isTemplate(string(text)):
		r.t.skip(finding.Skipped{Kind: finding.KindTemplate, File: file, Reason: "it is a template", Hint: "check its rendered output"})
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
	for _, e := range entriesOf(file, k).all {
		r.include(layer, dir, e.text)
	}
	for _, chart := range k.HelmCharts {
		for _, values := range append(chart.AdditionalValuesFiles, chart.ValuesFile) {
			r.include(layer, dir, values)
		}
	}
}

// include notes what an entry of a kustomization leads to.
func (r *roots) include(layer *kustomizationFile, dir, entry string) {
	if entry == "" || filepath.IsAbs(entry) {
		return
	}
	name := path.Join(dir, filepath.ToSlash(entry))
	r.named = append(r.named, name)
	r.claimed[name] = true
	target, err := r.t.root.Resolve(filepath.Join(r.root, dir, entry))
	if err != nil {
		return
	}
	rel := r.relative(target)
	if info, err := r.t.root.Stat(target); err == nil && info.IsDir() {
		layer.includes = append(layer.includes, rel)
		return
	}
	r.claimed[rel] = true
}

// kustomizations returns the folders of the kustomizations that no other includes. Of those
// that include each other in a circle it returns the first, whose build says so. The
// components that none of them includes are returned apart.
func (r *roots) kustomizations() (tops, orphans []string) {
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
func (r *roots) kptPackage(file string) (string, bool) {
	best, found := "", false
	for _, dir := range r.kpt {
		if r.layers[dir] != nil {
			continue // it is built by kustomize
		}
		if (dir == "." || strings.HasPrefix(file, dir+"/")) && (!found || len(dir) < len(best)) {
			best, found = dir, true
		}
	}
	return best, found
}

// split divides the files that no kustomization names: those of each kpt package, by its
// folder, and the plain ones.
func (r *roots) split() (kpt map[string][]string, plain []string) {
	kpt = map[string][]string{}
	slices.Sort(r.files)
	for _, file := range slices.Compact(r.files) {
		switch dir, inKpt := r.kptPackage(file); {
		case r.claimed[file]:
		case path.Ext(file) == ".json":
			r.t.json(r.root, file)
		case r.isBesideLayer(file):
			r.unlisted(file)
		case inKpt:
			kpt[dir] = append(kpt[dir], below(dir, file))
		default:
			plain = append(plain, file)
		}
	}
	return kpt, plain
}

// isBesideLayer reports whether a file is in the folder of a kustomization, or below it.
func (r *roots) isBesideLayer(file string) bool {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if r.layers[dir] != nil {
			return true
		}
	}
	return r.layers["."] != nil
}

// unlisted skips a file beside a kustomization that does not list it, as kustomize does.
func (r *roots) unlisted(file string) {
	text, err := r.t.root.ReadFile(filepath.Join(r.root, file))
	if err == nil && strings.Contains(string(text), "apiVersion:") {
		r.t.skip(finding.Skipped{Kind: finding.KindUnlisted, File: file, Reason: "the kustomization beside it does not list it", Hint: "list it, or check it by itself"})
	}
}

// below names a file from a folder that it is in.
func below(dir, file string) string {
	if dir == "." {
		return file
	}
	return strings.TrimPrefix(file, dir+"/")
}
