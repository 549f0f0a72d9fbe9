package render

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/parallel"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// ErrNothingLeft keeps an orchestrator from taking empty output for a package whose objects should
// all be deleted.
var ErrNothingLeft = errors.New("the package would render to nothing, and applying it would delete everything; check which objects are marked as local-config")

// applyAll runs the functions of a package that is not a kustomization.
func (o Options) applyAll(l loaded, texts source.Originals) (Result, error) {
	if len(l.pipelines) > 0 {
		return o.applyPipelines(l, texts)
	}
	return o.apply(l.Input, texts)
}

// apply runs the function on a package.
func (o Options) apply(in krm.Input, texts source.Originals) (Result, error) {
	given := len(in.Items)
	out := o.Function.Run(in)
	if out.Findings.HasErrors() {
		return Result{Findings: out.Findings}, nil
	}
	in.Items = out.Items
	if wrong := o.Function.Lint(in); wrong.HasErrors() {
		return Result{Findings: tidy(append(out.Findings, wrong...))}, nil
	}
	return newResult(out, given, texts)
}

// newResult returns the result of running the function on the given number of objects.
func newResult(out krm.Outcome, given int, texts source.Originals) (Result, error) {
	text, err := write(out, texts)
	if err != nil {
		return Result{}, err
	}
	if len(text) == 0 && given > 0 {
		return Result{}, ErrNothingLeft
	}
	return Result{YAML: text, Findings: out.Findings}, nil
}

// write encodes the items that are for a cluster. Unedited items keep their original text.
func write(out krm.Outcome, originals source.Originals) ([]byte, error) {
	var items []*yaml.RNode
	for _, item := range out.Items {
		if !isLocal(item) {
			items = append(items, item)
		}
	}
	texts, errs := make([]string, len(items)), make([]error, len(items))
	parallel.Each(len(items), func(i int) {
		item := items[i]
		text, kept := originals[item]
		if _, edited := out.Edited[item]; kept && !edited {
			texts[i], kept = endLine(text, item, i == len(items)-1)
		} else {
			kept = false
		}
		if !kept {
			texts[i], errs[i] = encode(item)
		}
	})
	return join(texts), errors.Join(errs...)
}

// join concatenates texts with separators between them.
func join(texts []string) []byte {
	const separator = "---\n"
	size := 0
	for _, text := range texts {
		size += len(separator) + len(text)
	}
	all := make([]byte, 0, size)
	for i, text := range texts {
		if i > 0 {
			all = append(all, separator...)
		}
		all = append(all, text...)
	}
	return all
}

// endLine returns a text with a line break at its end, if another one follows and the line
// break does not change the text's value.
func endLine(text string, item *yaml.RNode, last bool) (_ string, ok bool) {
	if last || strings.HasSuffix(text, "\n") {
		return text, true
	}
	text += "\n"
	return text, dropInternal(item) == nil && encoding.Same([]byte(text), item.YNode())
}

// encode encodes an item that has no original text, or that was edited.
func encode(item *yaml.RNode) (string, error) {
	if err := dropInternal(item); err != nil {
		return "", err
	}
	text, err := encoding.Document(item.Document())
	if err != nil {
		return "", fmt.Errorf("writing %s %s: %w", item.GetKind(), item.GetName(), err)
	}
	return string(text), nil
}

// isLocal reports whether kustomize considers an item local by its local-config annotation.
func isLocal(item *yaml.RNode) bool {
	value, ok := item.GetAnnotations(konfig.IgnoredByKustomizeAnnotation)[konfig.IgnoredByKustomizeAnnotation]
	return ok && value != "false"
}

// dropInternal removes the annotations that orchestrators and functions exchange.
func dropInternal(item *yaml.RNode) error {
	for key := range item.GetAnnotations() {
		if strings.HasPrefix(key, source.InternalAnnotations) {
			if err := item.PipeE(yaml.ClearAnnotation(key)); err != nil {
				return err
			}
		}
	}
	return yaml.ClearEmptyAnnotations(item)
}

// tidy sorts the findings of several runs and removes duplicates.
func tidy(l finding.List) finding.List {
	l.Sort()
	return slices.Compact(l)
}
