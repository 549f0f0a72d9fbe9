package render

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/rooted"
)

const kptfileName = "Kptfile"

// kptfile is what matters here of a kpt package's own file.
type kptfile struct {
	Pipeline struct {
		Mutators   []kptFunction `json:"mutators"`
		Validators []kptFunction `json:"validators"`
	} `json:"pipeline"`
}

type kptFunction struct {
	Image      string            `json:"image"`
	Exec       string            `json:"exec"`
	ConfigPath string            `json:"configPath"`
	ConfigMap  map[string]string `json:"configMap"`
	Selectors  []any             `json:"selectors"`
	Exclude    []any             `json:"exclude"`
}

func (f kptFunction) String() string { return f.Image + f.Exec }

// takeKptConfig finds the functionConfig that the Kptfile of a package gives us.
// Only we are run: a pipeline with anything else in it is kpt's.
func (t *tolerance) takeKptConfig(dir string, files []string, items, configs []*kyaml.RNode) (_, _ []*kyaml.RNode, err error) {
	var mine []kptFunction
	for _, file := range files {
		if path.Base(file) != kptfileName {
			continue
		}
		functions, err := t.readKptfile(dir, file)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", filepath.Join(dir, file), err)
		}
		mine = append(mine, functions...)
	}
	switch {
	case len(mine) == 0:
		return items, configs, nil
	case len(mine) > 1:
		return nil, nil, fmt.Errorf("%s: the pipeline has scale-modelhosts %d times; keep one, or use `kpt fn render`",
			filepath.Join(dir, kptfileName), len(mine))
	case mine[0].ConfigPath != "":
		return takeConfigAt(dir, mine[0].ConfigPath, items, configs)
	case len(mine[0].ConfigMap) > 0:
		config, err := functionInput(mine[0].ConfigMap)
		return items, append(configs, config), err
	}
	return items, configs, nil
}

// readKptfile gives our own entries of a Kptfile's pipeline.
func (t *tolerance) readKptfile(dir, file string) (mine []kptFunction, err error) {
	text, err := t.root.ReadFile(filepath.Join(dir, file))
	switch {
	case errors.Is(err, rooted.ErrOutside):
		return nil, errLink{t.root}
	case err != nil:
		return nil, err
	}
	var k kptfile
	if err := yaml.Unmarshal(text, &k); err != nil {
		if !t.lenient {
			return nil, err
		}
		t.failures = append(t.failures, Failure{File: file, Message: discreet(err.Error())})
		return nil, nil
	}
	for i, f := range k.Pipeline.Mutators {
		why := ""
		switch {
		case !isUs(f.Image, f.Exec):
			why = "is another function"
		case file != kptfileName:
			why = "is a subpackage's"
		case len(f.Selectors)+len(f.Exclude) > 0:
			why = "has selectors"
		default:
			mine = append(mine, f)
			continue
		}
		if err := t.part(KindKptFunction, file, fmt.Sprintf("pipeline.mutators[%d]", i), errKpt(f, why)); err != nil {
			return nil, err
		}
	}
	for i, f := range k.Pipeline.Validators {
		if err := t.part(KindKptFunction, file, fmt.Sprintf("pipeline.validators[%d]", i), errKpt(f, "is another function")); err != nil {
			return nil, err
		}
	}
	return mine, nil
}

func errKpt(f kptFunction, why string) error {
	return fmt.Errorf("%s %s, which render does not run; use `kpt fn render`", f, why)
}

// takeConfigAt takes the functionConfig out of the items or configs, by its file.
func takeConfigAt(dir, file string, items, configs []*kyaml.RNode) (_, _ []*kyaml.RNode, err error) {
	for _, config := range configs {
		if fileOf(config) == path.Clean(file) {
			return items, configs, nil
		}
	}
	for i, item := range items {
		if fileOf(item) == path.Clean(file) {
			rest := append(append([]*kyaml.RNode{}, items[:i]...), items[i+1:]...)
			return rest, append(configs, item), nil
		}
	}
	return nil, nil, fmt.Errorf("%s: configPath: %s is not a YAML file of the package with an object in it",
		filepath.Join(dir, kptfileName), strings.TrimSpace(file))
}

// functionInput is the object that kpt makes of an entry's configMap.
func functionInput(data map[string]string) (*kyaml.RNode, error) {
	node, err := kyaml.FromMap(map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "metadata": map[string]any{"name": "function-input"},
	})
	if err != nil {
		return nil, err
	}
	node.SetDataMap(data)
	return node, nil
}
