package render

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// pipeline is the function in the Kptfile of a package, which kpt applies to all objects
// below the package's folder.
type pipeline struct {
	// dir is relative to the outermost package; "." is that one.
	dir string
	// config is nil where the Kptfile gives none.
	config *kyaml.RNode
	// others are the folders of other pipelines whose files this one does not see. It is
	// then not a pipeline of kpt, but stands for the function in a folder that is not a
	// package.
	others []string
}

// sees reports whether a file, or what a pipeline created in a folder, is the pipeline's.
func (p pipeline) sees(file string) bool {
	return isBelow(p.dir, file) && !slices.ContainsFunc(p.others, func(other string) bool { return other == file || isBelow(other, file) })
}

func isBelow(dir, file string) bool { return dir == "." || strings.HasPrefix(file, dir+"/") }

// loaded is a package as the function would be given it.
type loaded struct {
	krm.Input
	// pipelines are in the order in which kpt runs them: those of subpackages first. They
	// are nil where one alone, or no Kptfile, is for the whole package: the Input says it all.
	pipelines []pipeline
}

// pipelines returns the functions of the packages that the files are, and takes their
// functionConfigs out of the items. A functionConfig that no Kptfile names is its
// package's if that runs the function, and else the outermost one's.
func (t *tolerance) pipelines(dir string, files []string, docs []*kyaml.RNode, o Options) (items []*kyaml.RNode, all []pipeline, err error) {
	items, configs := takeConfigs(docs)
	var packages []string
	for _, file := range files {
		if path.Base(file) == kptfileName {
			packages = append(packages, path.Dir(file))
		}
	}
	// kpt renders subpackages before the packages around them.
	slices.SortFunc(packages, func(a, b string) int { return cmp.Or(cmp.Compare(depth(b), depth(a)), cmp.Compare(a, b)) })
	named := map[string][]*kyaml.RNode{}
	for _, pkg := range packages {
		kptfile := path.Join(pkg, kptfileName)
		entry, err := t.readKptfile(dir, kptfile)
		if err != nil {
			return nil, nil, finding.Failure{File: kptfile, Message: err.Error()}
		}
		if entry == nil {
			continue
		}
		all = append(all, pipeline{dir: pkg})
		switch {
		case entry.ConfigPath != "":
			isNamed := func(doc *kyaml.RNode) bool {
				return fileOf(doc) == path.Join(pkg, entry.ConfigPath) && packageOf(packages, fileOf(doc)) == pkg
			}
			var config *kyaml.RNode
			if config, items, configs = takeFirst(isNamed, items, configs); config == nil {
				return nil, nil, finding.Failure{File: kptfile, Message: fmt.Sprintf("configPath: %s is not a YAML file of the package with an object in it",
					strings.TrimSpace(entry.ConfigPath))}
			}
			named[pkg] = append(named[pkg], config)
		case len(entry.ConfigMap) > 0:
			config, err := functionInput(entry.ConfigMap)
			if err != nil {
				return nil, nil, err
			}
			named[pkg] = append(named[pkg], config)
		}
	}
	runs := func(pkg string) bool { return slices.ContainsFunc(all, func(p pipeline) bool { return p.dir == pkg }) }
	for _, config := range configs {
		pkg := packageOf(packages, fileOf(config))
		if !runs(pkg) {
			pkg = "."
		}
		named[pkg] = append(named[pkg], config)
	}
	switch isPackage := slices.Contains(packages, "."); {
	case runs("."):
	case len(all) == 0 || isPackage && len(named["."]) > 0:
		all = append(all, pipeline{dir: "."})
	case !isPackage:
		rest := pipeline{dir: "."}
		for _, p := range all {
			rest.others = append(rest.others, p.dir)
		}
		if len(named["."]) > 0 || slices.ContainsFunc(items, func(item *kyaml.RNode) bool { return rest.sees(fileOf(item)) }) {
			all = append(all, rest)
		}
	}
	for i, p := range all {
		if all[i].config, err = o.onlyConfig(named[p.dir]); err != nil {
			return nil, nil, err
		}
	}
	return items, all, nil
}

// inKpt reports whether a file is in a kpt package, by the Kptfiles among the files.
func inKpt(files []string, file string) bool {
	return slices.ContainsFunc(files, func(f string) bool { return path.Base(f) == kptfileName && isBelow(path.Dir(f), file) })
}

func depth(dir string) int {
	if dir == "." {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}

// packageOf returns the innermost of the packages that a file is in. They are sorted, the
// inner ones first.
func packageOf(packages []string, file string) string {
	for _, pkg := range packages {
		if isBelow(pkg, file) {
			return pkg
		}
	}
	return "."
}

// takeFirst takes the first document that is wanted out of the configs, or else the items.
func takeFirst(wanted func(*kyaml.RNode) bool, items, configs []*kyaml.RNode) (doc *kyaml.RNode, restItems, restConfigs []*kyaml.RNode) {
	if i := slices.IndexFunc(configs, wanted); i >= 0 {
		return configs[i], items, slices.Delete(slices.Clone(configs), i, i+1)
	}
	if i := slices.IndexFunc(items, wanted); i >= 0 {
		return items[i], slices.Delete(slices.Clone(items), i, i+1), configs
	}
	return nil, items, configs
}

// onlyConfig returns the functionConfig of a package that has those given.
func (o Options) onlyConfig(configs []*kyaml.RNode) (*kyaml.RNode, error) {
	switch {
	case len(configs) == 0:
		return o.Config, nil
	case len(configs) > 1:
		return nil, fmt.Errorf("the package has %d functionConfigs, %s; keep one", len(configs), names(configs))
	case o.Config != nil:
		return nil, errTwoConfigs(names(configs))
	}
	return configs[0], nil
}

// load returns a package with its pipelines.
func (o Options) load(items []*kyaml.RNode, all []pipeline) loaded {
	l := loaded{Input: o.with(items, nil), pipelines: all}
	if len(all) == 1 && all[0].dir == "." {
		l.FunctionConfig, l.pipelines = all[0].config, nil
	}
	return l
}

// with returns what the function is given of the items.
func (o Options) with(items []*kyaml.RNode, config *kyaml.RNode) krm.Input {
	return krm.Input{Items: items, FunctionConfig: config, Namespace: o.Namespace, Strict: o.Strict}
}
