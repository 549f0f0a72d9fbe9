package strictyaml

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/crash"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/redact"
)

// Parse parses YAML in a string, such as an annotation's value: exactly one document that is
// not empty. path is the path of the string.
func Parse(text, path string) (*yaml.Node, []problem.Problem) {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	document, err := next(decoder)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, []problem.Problem{malformedProblem(path, text, err)}
	case document == nil || len(document.Content) != 1 || isNull(document.Content[0]):
		return nil, []problem.Problem{{Path: path, Message: "is empty", Hint: "give it a value, or remove it"}}
	}
	switch _, err = next(decoder); {
	case err == nil:
		return nil, []problem.Problem{{Path: path, Message: "contains more than one YAML document", Hint: "remove the lines with ---"}}
	case !errors.Is(err, io.EOF):
		return nil, []problem.Problem{malformedProblem(path, text, err)}
	}
	return document.Content[0], nil
}

// next reads a document. The parser panics on some malformed text.
func next(decoder *yaml.Decoder) (document *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			crash.Print(r)
			document, err = nil, fmt.Errorf("cannot be read: %v", r)
		}
	}()
	var n yaml.Node
	if err := decoder.Decode(&n); err != nil {
		return nil, err
	}
	return &n, nil
}

func malformedProblem(path, text string, err error) problem.Problem {
	p := problem.Problem{Path: path, Message: "is not valid YAML: " + strings.TrimPrefix(redact.YAMLError(err), "yaml: ")}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "\t") {
			p.Hint = "indent with spaces, not tabs"
		}
	}
	return p
}
