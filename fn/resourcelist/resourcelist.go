// Package resourcelist reads and writes the form in which KRM orchestrators pass packages. It
// parses only the items that matter for scaling if the text allows that; all others pass through
// byte for byte.
package resourcelist

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/krm"
)

// These are the kind and group of the list. Orchestrators use several versions, all alike.
const (
	kind  = "ResourceList"
	group = "config.kubernetes.io/"
)

// List is one ResourceList.
type List struct {
	// Items are the objects that matter, in the order of the list.
	Items []*yaml.RNode
	// FunctionConfig is nil if the orchestrator passed none.
	FunctionConfig *yaml.RNode

	codec codec
}

// ErrNone means that the text is not a ResourceList but may be a stream of objects.
var ErrNone = errors.New("not a ResourceList")

// Read reads a ResourceList. Text that is not YAML is a different error.
func Read(text []byte) (*List, error) {
	if s, ok := split(text); ok {
		if l, ok := readLazily(s); ok {
			return l, nil
		}
	}
	return readFull(text)
}

// IsEmptied reports whether the outcome of a list that had items has none. An orchestrator would
// then delete everything.
func (l *List) IsEmptied(run krm.Outcome) bool {
	return len(l.Items) > 0 && len(run.Items)+l.codec.unparsed() == 0
}

// Texts returns the list after the function has run, in parts, so that unchanged items are not
// copied. Items keep their order.
func (l *List) Texts(run krm.Outcome) ([][]byte, error) {
	texts, err := l.codec.write(run)
	if err != nil {
		return nil, fmt.Errorf("writing the ResourceList: %w", err)
	}
	return texts, nil
}

// Write writes the list after the function has run.
func (l *List) Write(w io.Writer, run krm.Outcome) error {
	texts, err := l.Texts(run)
	if err != nil {
		return err
	}
	for _, text := range texts {
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	return nil
}

// isList reports whether a document is a ResourceList.
func isList(top *yaml.Node) bool {
	return scalar(field(top, "kind")) == kind && strings.HasPrefix(scalar(field(top, "apiVersion")), group)
}

func functionConfig(top *yaml.Node) *yaml.RNode {
	config := field(top, "functionConfig")
	if config == nil || config.ShortTag() == yaml.NodeTagNull {
		return nil
	}
	return yaml.NewRNode(config)
}
