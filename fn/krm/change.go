package krm

import "modelhost.dev/scale-modelhosts/fn/finding"

// Change is one thing that the function would do to a package.
type Change struct {
	// Verb is one of the constants below.
	Verb string
	// Resource is the object; File is "" for an object that would be created.
	Resource finding.Resource
	File     string
	// Field is the path of the field that would be removed; "" if the whole object changes.
	Field string
}

// The verbs of changes. Stripped means that a field is removed.
const (
	Created    = "created"
	Configured = "configured"
	Removed    = "removed"
	Stripped   = "stripped"
)
