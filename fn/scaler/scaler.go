// Package scaler knows KEDA's trigger types. zz_generated_table.go has the parameters that
// KEDA's structs declare. facts.go has everything else that is known about a type.
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

// Parameter is a parameter of a scaler.
type Parameter struct {
	// Names are the keys that KEDA reads, in its order.
	Names []string
	// Type is the Go type that KEDA reads the text into, such as int64 or []string.
	Type string
	// From are the locations that KEDA reads, in its order.
	From []Location
	// Optional parameters may be absent, as may those with a Default.
	Optional bool
	Default  string
	// Removed says what replaces the parameter, which KEDA rejects.
	Removed string
	// Deprecated says why it will be removed.
	Deprecated string
	// Enum are the values that KEDA accepts, nil for any.
	Enum []string
	// Exclusive are values of which a list may have only one.
	Exclusive []string
	// Separator separates the items of a list; empty means a comma. Range separates the ends
	// of a range.
	Separator, Range string
}

// Location is where a parameter is given.
type Location string

// The locations: KEDA's triggerMetadata, authParams and resolvedEnv.
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

// Find returns a trigger type, and whether KEDA has it.
func Find(name string) (Scaler, bool) {
	i, ok := slices.BinarySearchFunc(table, name, func(s Scaler, name string) int { return cmp.Compare(s.Type, name) })
	if !ok {
		return Scaler{}, false
	}
	return table[i], true
}

// Types returns the names of all trigger types, sorted.
func Types() []string {
	names := make([]string, len(table))
	for i, s := range table {
		names[i] = s.Type
	}
	return names
}

// ParametersNamed returns the parameters with a name. There are several if KEDA reads them
// from different locations.
func (s Scaler) ParametersNamed(name string) []Parameter {
	var named []Parameter
	for i, p := range s.Parameters {
		switch {
		case !slices.Contains(p.Names, name):
		case named == nil:
			named = s.Parameters[i : i+1 : i+1] // most names have one, which is not copied
		default:
			named = append(named, p)
		}
	}
	return named
}

// IsFrom reports whether KEDA reads the parameter from a location.
func (p Parameter) IsFrom(place Location) bool { return slices.Contains(p.From, place) }

// RequiredNames returns the first names of the parameters that a type requires.
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

// isRequired reports whether KEDA fails without the parameter.
func (p Parameter) isRequired() bool { return !p.Optional && p.Default == "" && p.Removed == "" }
