// Package scaler is what KEDA's scalers take in a trigger's metadata. The table is
// read off KEDA's own structs; what KEDA checks beside them stands here by hand, for
// the scalers that model hosts use most.
package scaler

import (
	"cmp"
	"slices"
	"strings"
)

// Scaler is one trigger type.
type Scaler struct {
	Type string
	// Deprecated is why KEDA will remove the scaler.
	Deprecated string
	Parameters []Parameter
}

// Parameter is one thing that a scaler is told.
type Parameter struct {
	// Names are the keys that KEDA looks for, in its order.
	Names []string
	// Type is the Go type that KEDA reads the text into, such as int64 or []string.
	Type string
	// From are the places where KEDA looks, in its order.
	From []Location
	// Optional parameters may be absent, as may those with a Default.
	Optional bool
	Default  string
	// Removed says what took the parameter's place: KEDA refuses it.
	Removed string
	// Deprecated says why it will be removed.
	Deprecated string
	// Enum are the values that KEDA takes; nil for any.
	Enum []string
	// Exclusive are values of which a list may have one.
	Exclusive []string
	// Separator parts a list, a comma where it is empty; Range the ends of a range.
	Separator, Range string
}

// Location is where a parameter may be given.
type Location string

// The places: KEDA's triggerMetadata, authParams and resolvedEnv.
const (
	// Metadata is the trigger's own.
	Metadata Location = "metadata"
	// Authentication is the TriggerAuthentication.
	Authentication Location = "authentication"
	// Environment is that of the scaled container, by the key <name>FromEnv.
	Environment Location = "environment"
)

// KEDARelease returns the minor release of KEDAVersion, such as 2.21.
func KEDARelease() string { return KEDAVersion[:strings.LastIndex(KEDAVersion, ".")] }

// Find is the named trigger type.
func Find(name string) (Scaler, bool) {
	i, ok := slices.BinarySearchFunc(table, name, func(s Scaler, name string) int { return cmp.Compare(s.Type, name) })
	if !ok {
		return Scaler{}, false
	}
	return table[i], true
}

// Types are all trigger types, sorted.
func Types() []string {
	names := make([]string, len(table))
	for i, s := range table {
		names[i] = s.Type
	}
	return names
}

// ParametersNamed are the parameters of the name: one, or several that KEDA looks for in
// different places.
func (s Scaler) ParametersNamed(name string) []Parameter {
	var all []Parameter
	for _, p := range s.Parameters {
		if slices.Contains(p.Names, name) {
			all = append(all, p)
		}
	}
	return all
}

// IsFrom says whether KEDA looks for the parameter in a place.
func (p Parameter) IsFrom(place Location) bool { return slices.Contains(p.From, place) }

// RequiredNames are the parameters without which a type does not work, by their first names.
func RequiredNames(typ string) []string {
	var names []string
	s, _ := Find(typ)
	for _, p := range s.Parameters {
		if p.isRequired() {
			names = append(names, p.Names[0])
		}
	}
	return names
}

func anyFrom(all []Parameter, place Location) bool {
	return slices.ContainsFunc(all, func(p Parameter) bool { return p.IsFrom(place) })
}

// isRequired says whether KEDA fails without the parameter.
func (p Parameter) isRequired() bool { return !p.Optional && p.Default == "" && p.Removed == "" }
