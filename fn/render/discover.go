package render

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/source"
	"modelhost.dev/scale-modelhosts/fn/survey"
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
	// Positions are those in the plain files, by their names from the folder.
	Positions map[string]*source.Positions
	// Findings are about documents that are nearly objects. Their files are relative to the
	// folder, too.
	Findings finding.List
}

// Discover finds the packages in a folder. If the folder is a kustomization, it is the only
// one. Otherwise they are the kustomizations below it that no other includes, the kpt
// packages, and the YAML files in neither, as one plain package, or as one for each folder
// where folders hold the same objects.
func Discover(dir string, o Options) (Found, error) {
	o, err := o.enter(dir)
	if err != nil {
		return Found{}, err
	}
	kustomization, err := kustomize.IsKustomization(dir, o.Root)
	if err != nil {
		return Found{}, err
	}
	r := survey.New(dir, o.Root)
	if kustomization {
		r.SkipCharts()
		sortSkipped(r.Reader.Skipped)
		return Found{Kustomizations: []string{"."}, Skipped: append(r.NotIncluded(), r.Reader.Skipped...)}, nil
	}
	var found Found
	var orphans []string
	found.Kustomizations, orphans = r.Kustomizations()
	for _, orphan := range orphans {
		r.Reader.Skip(finding.Skipped{Kind: finding.KindComponent, File: orphan, Reason: "no kustomization includes this component", Hint: "include it in one"})
	}
	r.SkipCharts()
	kpt, plain := r.Files()
	for _, folder := range slices.Sorted(maps.Keys(kpt)) {
		p := o.loadKpt(r, folder, kpt[folder])
		p.Kpt = true
		found.add(p)
	}
	for _, p := range o.loadPlain(r, plain) {
		found.add(p)
	}
	sortSkipped(r.Reader.Skipped)
	found.Skipped = append(found.Skipped, r.Reader.Skipped...)
	found.Failures = append(found.Failures, r.Reader.Failures...)
	found.Positions = r.Reader.Positions
	found.Findings = append(found.Findings, r.Reader.Findings...)
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

// loadKpt reads a package of some files below one of the folders. A package that cannot be put
// together is a failure.
func (o Options) loadKpt(r *survey.Survey, folder string, files []string) Package {
	t := source.NewLenientReader(o.Root)
	dir := filepath.Join(r.Root, folder)
	docs, err := t.ReadFiles(dir, files)
	return o.packed(t, folder, dir, files, docs, err)
}

func (o Options) packed(t *source.Reader, folder, dir string, files []string, docs []*kyaml.RNode, err error) Package {
	l, inputErr := o.assemble(t, dir, files, docs)
	if err == nil {
		err = inputErr
	}
	switch failure := (finding.Failure{}); {
	case errors.As(err, &failure):
		t.Failures = append(t.Failures, failure)
		l = loaded{}
	case err != nil:
		t.Failures = append(t.Failures, finding.Failure{Message: strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "")})
		l = loaded{}
	}
	p := o.pack(t, l)
	p.Dir = folder
	return p
}

// plainFile is a file of no other package, as it was read.
type plainFile struct {
	name    string
	objects []*kyaml.RNode
}

// loadPlain reads the plain files. They are one package, so that what belongs together is
// together in whatever files it is. Where folders hold copies of the same workload or
// ScaledObject, such as one for each cluster, or settings of their own, each is a package.
func (o Options) loadPlain(r *survey.Survey, names []string) []Package {
	var files []plainFile
	for _, name := range names {
		objects, err := r.Reader.ReadFile(r.Root, name)
		if err != nil {
			r.Reader.Failures = append(r.Reader.Failures, finding.Failure{File: name, Message: err.Error()})
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
			name := survey.Below(group.dir, f.name)
			if name != f.name {
				if err := source.SetFiles(f.objects, name); err != nil {
					r.Reader.Failures = append(r.Reader.Failures, finding.Failure{File: f.name, Message: err.Error()})
				}
			}
			docs, names = append(docs, f.objects...), append(names, name)
		}
		t := source.NewLenientReader(o.Root)
		packages = append(packages, o.packed(t, group.dir, filepath.Join(r.Root, group.dir), names, docs, nil))
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
		folder, _, nested := strings.Cut(survey.Below(dir, f.name), "/")
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
			case source.IsConfig(o):
				id = identity{kind: config.Kind}
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
	t := source.NewLenientReader(o.Root)
	var docs []*kyaml.RNode
	for _, file := range files {
		objects, err := t.ReadFile("", file)
		if err != nil {
			t.Failures = append(t.Failures, finding.Failure{File: file, Message: err.Error()})
		}
		docs = append(docs, objects...)
	}
	return o.packed(t, "", "", nil, docs, nil)
}

// PackageOf returns the folder that a file stands for, and reports whether it does: that of
// a kustomization or a kpt package.
func PackageOf(file string) (dir string, ok bool) {
	base := filepath.Base(file)
	if base == source.Kptfile {
		return filepath.Dir(file), true
	}
	return filepath.Dir(file), base == kustomize.FileName(filepath.Dir(file))
}

// Stat returns an error for a path that is neither a folder nor a file.
func Stat(path string) (isDir bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("cannot read the package: %w", err)
	}
	return info.IsDir(), nil
}
