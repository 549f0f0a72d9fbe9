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

// Found lists what can be checked in a folder.
type Found struct {
	// Kustomizations are the folders of the kustomizations to build, relative to the
	// folder; the folder itself is ".".
	Kustomizations []string
	// Packages are the kpt packages and plain folders.
	Packages []Package
	// Skipped and Failures are about files that belong to none of them. Their files are relative to
	// the folder.
	Skipped  []finding.Skipped
	Failures []finding.Failure
	// Positions are the positions in the plain files, by their names relative to the folder.
	Positions map[string]*source.Positions
	// Findings are about documents that are nearly objects. Their files are relative to the folder.
	Findings finding.List
}

// Discover finds the packages in a folder. If the folder is a kustomization, it is the only one.
// Otherwise they are the kustomizations below it that no other one includes, the kpt packages, and
// the remaining YAML files, as one plain package, or as one for each folder if folders contain the
// same objects.
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

// add adds a package if it contains objects, and in any case what is wrong with it.
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

// loadKpt reads a kpt package, which consists of files below a folder. A package that cannot be
// loaded is a failure.
func (o Options) loadKpt(r *survey.Survey, folder string, files []string) Package {
	t := source.NewLenientReader(o.Root)
	dir := filepath.Join(r.Root, folder)
	docs, err := t.ReadFiles(dir, files)
	return o.newPackage(t, folder, dir, files, docs, err)
}

// newPackage returns the package of the documents that were read. What cannot be assembled is a
// failure.
func (o Options) newPackage(t *source.Reader, folder, dir string, files []string, docs []*kyaml.RNode, err error) Package {
	l, inputErr := o.assemble(t, dir, files, docs)
	if err == nil {
		err = inputErr
	}
	switch failure := (finding.Failure{}); {
	case errors.As(err, &failure):
		t.Failures = append(t.Failures, failure)
		l = loaded{}
	case err != nil:
		t.Failures = append(t.Failures, finding.Failure{Message: err.Error()})
		l = loaded{}
	}
	p := o.pack(t, l)
	p.Dir = folder
	return p
}

// plainFile is a file that belongs to no other package, with its content.
type plainFile struct {
	name    string
	objects []*kyaml.RNode
}

// loadPlain reads the plain files. They are one package, so that related objects are together
// whatever files they are in. If folders contain copies of the same workload or ScaledObject, such
// as one for each cluster, or functionConfigs of their own, each folder is a package.
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
		packages = append(packages, o.newPackage(t, group.dir, filepath.Join(r.Root, group.dir), names, docs, nil))
	}
	return packages
}

// group is a set of plain files below a folder.
type group struct {
	dir   string
	files []plainFile
}

// partition divides files until no two folders of a group clash.
func partition(dir string, files []plainFile) []group {
	if len(files) == 0 {
		return nil
	}
	if !hasClash(files) {
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

// hasClash reports whether files in different folders contain the same workload or scaler, or a
// functionConfig each.
func hasClash(files []plainFile) bool {
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

// LoadFiles reads files as one package in the current folder. They must not include kustomization
// files and Kptfiles, which stand for their folders.
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
	return o.newPackage(t, "", "", nil, docs, nil)
}

// PackageOf returns the folder that a kustomization file or a Kptfile stands for, and reports
// whether the file is one.
func PackageOf(file string) (dir string, ok bool) {
	base := filepath.Base(file)
	if base == source.Kptfile {
		return filepath.Dir(file), true
	}
	return filepath.Dir(file), base == kustomize.FileName(filepath.Dir(file))
}

// Stat reports whether a path is a folder. It returns an error for a path that is neither a folder
// nor a file.
func Stat(path string) (isDir bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("cannot read the package: %w", err)
	}
	return info.IsDir(), nil
}
