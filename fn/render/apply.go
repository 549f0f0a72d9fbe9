package render

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
)

// errNothingLeft keeps a host from taking an empty output for a package whose
// objects are all to be deleted.
var errNothingLeft = errors.New("the package has objects, but nothing would be left of them, and those who apply it would delete everything; look at what is marked as local-config")

func (o Options) run(in fn.Input) fn.Outcome {
	if o.Function == nil {
		return fn.Run(in)
	}
	return o.Function(in)
}

// apply runs the function on a package that kustomize has no part in.
func (o Options) apply(in fn.Input) (Result, error) {
	given := len(in.Items)
	out := o.run(in)
	if out.Findings.HasErrors() {
		return Result{Findings: out.Findings}, nil
	}
	if o.Function == nil {
		in.Items = out.Items
		if wrong := fn.Lint(in); wrong.HasErrors() {
			return Result{Findings: merged(append(out.Findings, wrong...))}, nil
		}
	}
	text, err := write(out.Items)
	if err != nil {
		return Result{}, err
	}
	if len(text) == 0 && given > 0 {
		return Result{}, errNothingLeft
	}
	return Result{YAML: text, Findings: out.Findings}, nil
}

// write puts out the items that are for a cluster, as they are written.
func write(items []*yaml.RNode) ([]byte, error) {
	var b bytes.Buffer
	for _, item := range items {
		if isLocal(item) {
			continue
		}
		if err := dropInternal(item); err != nil {
			return nil, err
		}
		text, err := item.String()
		if err != nil {
			return nil, err
		}
		if b.Len() > 0 {
			b.WriteString("---\n")
		}
		b.WriteString(text)
	}
	return b.Bytes(), nil
}

// isLocal is kustomize's reading of the local-config annotation.
func isLocal(item *yaml.RNode) bool {
	value, ok := item.GetAnnotations(konfig.IgnoredByKustomizeAnnotation)[konfig.IgnoredByKustomizeAnnotation]
	return ok && value != "false"
}

// dropInternal removes the annotations that hosts and functions use between
// themselves.
func dropInternal(item *yaml.RNode) error {
	for key := range item.GetAnnotations() {
		if strings.HasPrefix(key, "internal.config.kubernetes.io/") {
			if err := item.PipeE(yaml.ClearAnnotation(key)); err != nil {
				return err
			}
		}
	}
	return yaml.ClearEmptyAnnotations(item)
}

// merged are the findings of several runs, as one list.
func merged(l finding.List) finding.List {
	l.Sort()
	return slices.Compact(l)
}
