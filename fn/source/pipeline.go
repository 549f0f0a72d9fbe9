package source

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Pipeline is the function in a package's Kptfile, which kpt applies to all objects below the
// package's folder.
type Pipeline struct {
	// Dir is relative to the outermost package; "." is that package.
	Dir string
	// Configs are the functionConfigs of the pipeline; more than one is an error.
	Configs []*kyaml.RNode
	// others are the folders of other pipelines whose files this one does not see. They are set
	// only for the function in a folder that is not a package, which kpt does not support.
	others []string
}

// Sees reports whether the pipeline receives the objects of a file, or those that another pipeline
// created in a folder.
func (p Pipeline) Sees(file string) bool {
	return IsBelow(p.Dir, file) && !slices.ContainsFunc(p.others, func(other string) bool { return other == file || IsBelow(other, file) })
}

func IsBelow(dir, file string) bool { return dir == "." || strings.HasPrefix(file, dir+"/") }

// TakePipelines takes the functionConfigs out of a package's documents and returns the
// pipelines that run the function, in the order in which kpt runs them. A functionConfig
// that no Kptfile names belongs to the package that it is in if that package runs the
// function, and otherwise to the outermost one.
func (t *Reader) TakePipelines(dir string, files []string, docs []*kyaml.RNode) (items []*kyaml.RNode, all []Pipeline, err error) {
	items, configs := SplitConfigs(docs)
	packages := kptPackages(files)
	for _, pkg := range packages {
		kptfile := path.Join(pkg, Kptfile)
		entry, err := t.readKptfile(dir, kptfile)
		if err != nil {
			return nil, nil, finding.Failure{File: kptfile, Message: err.Error()}
		}
		if entry == nil {
			continue
		}
		p := Pipeline{Dir: pkg}
		switch {
		case entry.ConfigPath != "":
			isNamed := func(doc *kyaml.RNode) bool {
				return FileOf(doc) == path.Join(pkg, entry.ConfigPath) && packageOf(packages, FileOf(doc)) == pkg
			}
			var config *kyaml.RNode
			if config, items, configs = takeFirst(isNamed, items, configs); config == nil {
				return nil, nil, finding.Failure{File: kptfile, Message: fmt.Sprintf("configPath: %s is not a YAML file of the package with an object in it",
					strings.TrimSpace(entry.ConfigPath))}
			}
			p.Configs = append(p.Configs, config)
		case len(entry.ConfigMap) > 0:
			config, err := functionInput(entry.ConfigMap)
			if err != nil {
				return nil, nil, err
			}
			p.Configs = append(p.Configs, config)
		}
		all = append(all, p)
	}
	return items, withOthers(all, packages, items, configs), nil
}

// kptPackages returns the folders with a Kptfile, inner ones first, since kpt renders subpackages
// before the packages around them.
func kptPackages(files []string) []string {
	var packages []string
	for _, file := range files {
		if path.Base(file) == Kptfile {
			packages = append(packages, path.Dir(file))
		}
	}
	slices.SortFunc(packages, func(a, b string) int { return cmp.Or(cmp.Compare(depth(b), depth(a)), cmp.Compare(a, b)) })
	return packages
}

// withOthers assigns each of the other functionConfigs to a pipeline. It adds a pipeline for the
// outermost folder if its Kptfile lists none and objects remain for it.
func withOthers(all []Pipeline, packages []string, items, configs []*kyaml.RNode) []Pipeline {
	var outermost []*kyaml.RNode
	for _, config := range configs {
		pkg := packageOf(packages, FileOf(config))
		i := slices.IndexFunc(all, func(p Pipeline) bool { return p.Dir == pkg })
		if i < 0 {
			i = slices.IndexFunc(all, func(p Pipeline) bool { return p.Dir == "." })
		}
		if i < 0 {
			outermost = append(outermost, config)
			continue
		}
		all[i].Configs = append(all[i].Configs, config)
	}
	if slices.ContainsFunc(all, func(p Pipeline) bool { return p.Dir == "." }) {
		return all
	}
	rest := Pipeline{Dir: ".", Configs: outermost}
	if len(all) == 0 {
		return []Pipeline{rest}
	}
	isPackage := slices.Contains(packages, ".")
	if !isPackage {
		for _, p := range all {
			rest.others = append(rest.others, p.Dir)
		}
	}
	isNeeded := len(outermost) > 0 || !isPackage && slices.ContainsFunc(items, func(item *kyaml.RNode) bool { return rest.Sees(FileOf(item)) })
	if !isNeeded {
		return all
	}
	return append(all, rest)
}

// inKpt reports whether a file is in a kpt package, by the Kptfiles among the files.
func inKpt(files []string, file string) bool {
	return slices.ContainsFunc(files, func(f string) bool { return path.Base(f) == Kptfile && IsBelow(path.Dir(f), file) })
}

func depth(dir string) int {
	if dir == "." {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}

// packageOf returns the innermost package that a file is in. The packages are sorted, inner ones
// first.
func packageOf(packages []string, file string) string {
	for _, pkg := range packages {
		if IsBelow(pkg, file) {
			return pkg
		}
	}
	return "."
}

// takeFirst removes the first matching document from the configs, or else from the items.
func takeFirst(matches func(*kyaml.RNode) bool, items, configs []*kyaml.RNode) (doc *kyaml.RNode, restItems, restConfigs []*kyaml.RNode) {
	if i := slices.IndexFunc(configs, matches); i >= 0 {
		return configs[i], items, slices.Delete(slices.Clone(configs), i, i+1)
	}
	if i := slices.IndexFunc(items, matches); i >= 0 {
		return items[i], slices.Delete(slices.Clone(items), i, i+1), configs
	}
	return nil, items, configs
}
