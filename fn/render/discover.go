package render

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Found lists what there is to check in a folder.
type Found struct {
	// Kustomizations are the folders of the kustomizations to build, relative to the
	// folder; the folder itself is ".".
	Kustomizations []string
	// Packages are the kpt packages and plain folders.
	Packages []Package
	// Skipped and Failures cover what is in none of them; their files are relative to the
	// folder.
	Skipped  []finding.Skipped
	Failures []finding.Failure
	// Findings are about documents that are nearly objects. Their files are relative to the
	// folder, too.
	Findings finding.List
}

// Discover finds the packages in a folder. If the folder is a kustomization, it is the only
// one. Otherwise they are the kustomizations below it that no other includes, the kpt
// packages, and the YAML files in neither, as one plain package, or as one for each folder
// where folders hold the same objects.
func Discover(dir string, o Options) (Found, error) {
	o, err := o.entered(dir)
	if err != nil {
		return Found{}, err
	}
	kustomization, err := isKustomization(dir, o.Root)
	if err != nil {
		return Found{}, err
	}
	r, err := surveyRoots(dir, o.Root)
	if err != nil {
		return Found{}, fmt.Errorf("cannot read %s: %s", dir, reason(err))
	}
	if kustomization {
		r.skipCharts()
		sortSkipped(r.t.skipped)
		return Found{Kustomizations: []string{"."}, Skipped: append(r.beside(), r.t.skipped...)}, nil
	}
	var found Found
	var orphans []string
	found.Kustomizations, orphans = r.kustomizations()
	for _, orphan := range orphans {
		r.t.skip(finding.Skipped{Kind: finding.KindComponent, File: orphan, Reason: "no kustomization includes this component", Hint: "include it in one"})
	}
	r.skipCharts()
	kpt, plain := r.split()
	for _, folder := range slices.Sorted(maps.Keys(kpt)) {
		p := r.load(folder, kpt[folder], o)
		p.Kpt = true
		found.add(p)
	}
	for _, p := range r.plain(plain, o) {
		found.add(p)
	}
	sortSkipped(r.t.skipped)
	found.Skipped = append(found.Skipped, r.t.skipped...)
	found.Failures = append(found.Failures, r.t.failures...)
	found.Findings = append(found.Findings, r.t.findings...)
	return found, nil
}

// add keeps a package that holds objects, and what is wrong with any.
func (f *Found) add(p Package) {
	if len(p.Items) > 0 {
		f.Packages = append(f.Packages, p)
		return
	}
	for _, s := range p.Skipped {
		f.Skipped = append(f.Skipped, s.At(p.Dir))
	}
	for _, failure := range p.Failures {
		f.Failures = append(f.Failures, failure.At(p.Dir))
	}
	f.Findings = append(f.Findings, p.Findings.At(p.Dir)...)
}

// beside returns the kustomizations and kpt packages below the folder that its own
// kustomization does not include.
func (r *roots) beside() []finding.Skipped {
	own := r.layers["."]
	if own == nil {
		return nil
	}
	own.component = false
	tops, _ := r.kustomizations()
	var skipped []finding.Skipped
	for _, dir := range tops {
		if dir != "." {
			skipped = append(skipped, finding.Skipped{Kind: finding.KindKustomization, File: dir, Reason: "the kustomization above does not include it", Hint: "check " + filepath.Join(r.dir, dir) + " by itself"})
		}
	}
	for _, dir := range r.kpt {
		outermost, found := r.kptPackage(path.Join(dir, kptfileName))
		isNamed := func(file string) bool { return isBelow(dir, file) }
		if found && outermost == dir && !slices.ContainsFunc(slices.Collect(maps.Keys(r.claimed)), isNamed) {
			skipped = append(skipped, finding.Skipped{Kind: finding.KindKpt, File: dir, Reason: "the kustomization above does not include it", Hint: "check " + filepath.Join(r.dir, dir) + " by itself"})
		}
	}
	return skipped
}

func (r *roots) skipCharts() {
	for _, dir := range r.charts {
		r.t.skip(finding.Skipped{Kind: finding.KindChart, File: dir, Reason: "only Helm renders charts", Hint: "pipe `helm template` into `check -`"})
	}
}

// load reads a package of some files below one of the folders. A package that cannot be put
// together is a failure.
func (r *roots) load(folder string, files []string, o Options) Package {
	t := tolerance{lenient: true, root: o.Root}
	dir := filepath.Join(r.root, folder)
	docs, err := t.readFiles(dir, files)
	return t.packed(folder, dir, files, docs, err, o)
}

func (t *tolerance) packed(folder, dir string, files []string, docs []*kyaml.RNode, err error, o Options) Package {
	l, inputErr := t.input(dir, files, docs, o)
	if err == nil {
		err = inputErr
	}
	switch failure := (finding.Failure{}); {
	case errors.As(err, &failure):
		t.failures = append(t.failures, failure)
		l = loaded{}
	case err != nil:
		t.failures = append(t.failures, finding.Failure{Message: strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "")})
		l = loaded{}
	}
	p := t.pack(l, o)
	p.Dir = folder
	return p
}

// plainFile is a file of no other package, as it was read.
type plainFile struct {
	name    string
	objects []*kyaml.RNode
}

// plain reads the plain files. They are one package, so that what belongs together is
// together in whatever files it is. Where folders hold copies of the same workload or
// ScaledObject, such as one for each cluster, or settings of their own, each is a package.
func (r *roots) plain(names []string, o Options) []Package {
	var files []plainFile
	for _, name := range names {
		objects, err := r.t.readFile(r.root, name)
		if err != nil {
			r.t.failures = append(r.t.failures, finding.Failure{File: name, Message: err.Error()})
		}
		if len(objects) > 0 {
			files = append(files, plainFile{name, objects})
		}
	}
	var packages []Package
	for _, group := range partition(".", files) {
		var docs []*kyaml.RNode
		var names []string
		for _, f := range group.files {
			name := below(group.dir, f.name)
			for i, object := range f.objects {
				if err := setFile(object, name, i); err != nil {
					r.t.failures = append(r.t.failures, finding.Failure{File: f.name, Message: err.Error()})
				}
			}
			docs, names = append(docs, f.objects...), append(names, name)
		}
		t := tolerance{lenient: true, root: o.Root}
		packages = append(packages, t.packed(group.dir, filepath.Join(r.root, group.dir), names, docs, nil, o))
	}
	return packages
}

// group is some plain files below a folder.
type group struct {
	dir   string
	files []plainFile
}

// partition divides files until no two folders of a group clash.
func partition(dir string, files []plainFile) []group {
	if len(files) == 0 {
		return nil
	}
	if !clash(dir, files) {
		return []group{{dir, files}}
	}
	byFolder := map[string][]plainFile{}
	for _, f := range files {
		folder, _, nested := strings.Cut(below(dir, f.name), "/")
		if !nested {
			folder = ""
		}
		byFolder[folder] = append(byFolder[folder], f)
	}
	var groups []group
	for _, folder := range slices.Sorted(maps.Keys(byFolder)) {
		if folder == "" {
			groups = append(groups, group{dir, byFolder[folder]})
			continue
		}
		groups = append(groups, partition(path.Join(dir, folder), byFolder[folder])...)
	}
	return groups
}

// clash reports whether files in different folders hold the same workload or scaler, or
// each a functionConfig.
func clash(dir string, files []plainFile) bool {
	type identity struct{ kind, namespace, name string }
	folders := map[identity]string{}
	for _, f := range files {
		for _, o := range f.objects {
			id := identity{o.GetKind(), o.GetNamespace(), o.GetName()}
			switch {
			case isConfig(o):
				id = identity{kind: configKind}
			case !slices.Contains([]string{"Deployment", "StatefulSet", "ReplicaSet", "Rollout", "HorizontalPodAutoscaler", "ScaledObject"}, id.kind):
				continue
			}
			if folder, ok := folders[id]; ok && folder != path.Dir(f.name) {
				return true
			}
			folders[id] = path.Dir(f.name)
		}
	}
	return false
}

// LoadFiles reads files as one package, whose folder is the current one. A kustomization
// file and a Kptfile stand for their folders, and are not taken here.
func LoadFiles(files []string, o Options) Package {
	t := tolerance{lenient: true, root: o.Root}
	var docs []*kyaml.RNode
	for _, file := range files {
		objects, err := t.readFile("", file)
		if err != nil {
			t.failures = append(t.failures, finding.Failure{File: file, Message: err.Error()})
		}
		docs = append(docs, objects...)
	}
	return t.packed("", "", nil, docs, nil, o)
}

// PackageOf returns the folder that a file stands for, and reports whether it does: that of
// a kustomization or a kpt package.
func PackageOf(file string) (dir string, ok bool) {
	base := filepath.Base(file)
	if base == kptfileName {
		return filepath.Dir(file), true
	}
	return filepath.Dir(file), base == KustomizationFile(filepath.Dir(file))
}

// reason is a system's error without the path, which messages name already.
func reason(err error) string {
	if pathError, ok := err.(*fs.PathError); ok {
		return pathError.Err.Error()
	}
	return err.Error()
}

// Stat returns an error for a path that is neither a folder nor a file.
func Stat(path string) (isDir bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("cannot read the package: %w", err)
	}
	return info.IsDir(), nil
}
