package keda

import (
	"cmp"
	"slices"
)

// Layer names who rejects an object.
type Layer string

const (
	// Stream is the YAML itself, and errors that no apply of the stream could survive, such as
	// two objects with one name.
	Stream Layer = "stream"
	// Decode is the API server's strict decoding, into KEDA's Go types.
	Decode Layer = "decode"
	// Metadata is the API server's check of names, labels and annotations.
	Metadata Layer = "metadata"
	// Schema is the CRD: pruned fields, structural schema, CEL rules.
	Schema Layer = "schema"
	// Webhook is KEDA's admission webhook.
	Webhook Layer = "webhook"
)

// Verdict is one reason why an object of a package would be rejected.
type Verdict struct {
	Layer Layer
	// Object is "Kind namespace/name", or "document N" if it is not known.
	Object string
	// Message is the original text, unchanged.
	Message string
}

// String returns the verdict on one line.
func (v Verdict) String() string {
	return string(v.Layer) + ": " + v.Object + ": " + v.Message
}

// sorted orders verdicts by object, layer and message and drops duplicates.
func sorted(vs []Verdict) []Verdict {
	slices.SortFunc(vs, func(a, b Verdict) int {
		return cmp.Or(
			cmp.Compare(a.Object, b.Object),
			cmp.Compare(a.Layer, b.Layer),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(vs)
}
