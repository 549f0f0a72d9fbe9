package keda

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// object is one object of the stream in two forms: bytes for strict decoding, and a tree whose
// integers are int64, as CEL needs.
type object struct {
	json []byte
	tree unstructured.Unstructured
}

func (o object) gvk() schema.GroupVersionKind { return o.tree.GroupVersionKind() }

// String returns "Kind namespace/name", or "Kind name" without a namespace.
func (o object) String() string {
	name := o.tree.GetName()
	if ns := o.tree.GetNamespace(); ns != "" {
		name = ns + "/" + name
	}
	return o.tree.GetKind() + " " + name
}

func (o object) verdict(layer Layer, message string) Verdict {
	return Verdict{Layer: layer, Object: o.String(), Message: message}
}

// errs converts errors of one layer to verdicts.
func (o object) errs(layer Layer, errs ...error) []Verdict {
	var vs []Verdict
	for _, err := range errs {
		if err != nil {
			vs = append(vs, o.verdict(layer, err.Error()))
		}
	}
	return vs
}
