package render

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/yamltext"
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
func (o Options) apply(in fn.Input, written texts) (Result, error) {
	out := o.run(in)
	if out.Findings.HasErrors() {
		return Result{Findings: out.Findings}, nil
	}
	for item := range out.Edited {
		delete(written, item)
	}
	text, err := write(out.Items, written)
	if err != nil {
		return Result{}, err
	}
	if len(text) == 0 && len(in.Items) > 0 {
		return Result{}, errNothingLeft
	}
	return Result{YAML: text, Findings: out.Findings}, nil
}

// write puts out the items that are for a cluster: as they were written, where that is
// known and nothing edited them.
func write(items []*yaml.RNode, written texts) ([]byte, error) {
	var b bytes.Buffer
	for _, item := range items {
		if isLocal(item) {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("---\n")
		}
		if text, ok := written[item]; ok {
			b.WriteString(text)
			continue
		}
		if err := dropInternal(item); err != nil {
			return nil, err
		}
		text, err := yamltext.Encode(item.YNode(), 0)
		if err != nil {
			return nil, fmt.Errorf("%s %w", inventory.Describe(0, item), err)
		}
		b.Write(text)
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
