package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/redact"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

const Kptfile = "Kptfile"

// kptfileFields are the fields of a Kptfile that are read here.
type kptfileFields struct {
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

// readKptfile returns this program's entry in a Kptfile's pipeline, nil if there is none. A
// pipeline that also runs other functions is left to kpt.
func (t *Reader) readKptfile(dir, file string) (*kptFunction, error) {
	text, err := t.Root.ReadFile(filepath.Join(dir, file))
	switch {
	case errors.Is(err, rooted.ErrOutside):
		return nil, errLink{t.Root}
	case err != nil:
		return nil, t.rejectFile(file, err)
	}
	var k kptfileFields
	if err := yaml.Unmarshal(text, &k); err != nil {
		err = notKptfile(err)
		if !t.lenient {
			return nil, err
		}
		t.Failures = append(t.Failures, finding.Failure{File: file, Message: err.Error()})
		return nil, nil
	}
	var mine []kptFunction
	for i, f := range k.Pipeline.Mutators {
		why := ""
		switch {
		case !isFunction(f.Image, f.Exec):
			why = "is another function"
		case len(f.Selectors)+len(f.Exclude) > 0:
			why = "has selectors"
		default:
			mine = append(mine, f)
			continue
		}
		if err := t.rejectPart(finding.KindKptFunction, file, fmt.Sprintf("pipeline.mutators[%d]", i), errKpt(f, why)); err != nil {
			return nil, err
		}
	}
	for i, f := range k.Pipeline.Validators {
		why := "is another function"
		if isFunction(f.Image, f.Exec) {
			why = "is a validator"
		}
		if err := t.rejectPart(finding.KindKptFunction, file, fmt.Sprintf("pipeline.validators[%d]", i), errKpt(f, why)); err != nil {
			return nil, err
		}
	}
	switch len(mine) {
	case 0:
		return nil, nil
	case 1:
		return &mine[0], nil
	}
	return nil, fmt.Errorf("the pipeline runs scale-modelhosts %d times; keep one, or use `kpt fn render`", len(mine))
}

// notKptfile returns the error for a Kptfile that cannot be read, in terms of the file.
func notKptfile(err error) error {
	var wrong *json.UnmarshalTypeError
	switch {
	case !errors.As(err, &wrong):
		return errors.New(strings.TrimPrefix(redact.YAMLError(err), "error converting YAML to JSON: "))
	case wrong.Field == "":
		return errors.New("it is not an object, as a Kptfile must be")
	}
	return fmt.Errorf("%s has the wrong type, %s", wrong.Field, wrong.Value)
}

func errKpt(f kptFunction, why string) error {
	return fmt.Errorf("%s %s, which render does not run; use `kpt fn render`", f, why)
}

// functionInput returns the object that kpt creates from an entry's configMap.
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
