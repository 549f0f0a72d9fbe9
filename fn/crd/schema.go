// Package crd checks objects against the schemas of KEDA's CRDs and those of its HTTP
// add-on, as the API server does under strict field validation: types, bounds, enums,
// unknown fields, list types and CEL rules of every field.
//
// testdata/oracle/keda generates the schemas from the CRDs. They are structural, a dialect of
// JSON Schema that general libraries do not support: unknown fields are rejected, null means
// absent, and defaults apply before required fields are checked.
package crd

import (
	"embed"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed schemas/*.json
var files embed.FS

// table is one served version of one CRD.
type table struct {
	Group, Version, Kind, Scope string
	Schema                      *schema
}

// schema is a structural schema with the keywords that the CRDs use.
type schema struct {
	Type                 string
	Format               string
	Enum                 []string
	Required             []string
	Pattern              string
	Default              any
	Minimum, Maximum     *float64
	MinLength, MaxLength *int
	MinItems, MaxItems   *int
	Properties           map[string]*schema
	AdditionalProperties *schema
	Items                *schema
	IntOrString          bool         `json:"x-kubernetes-int-or-string"`
	PreservesUnknown     bool         `json:"x-kubernetes-preserve-unknown-fields"`
	ListType             string       `json:"x-kubernetes-list-type"`
	ListMapKeys          []string     `json:"x-kubernetes-list-map-keys"`
	Validations          []validation `json:"x-kubernetes-validations"`
}

// validation is a CEL rule and its message for values that break it.
type validation struct{ Rule, Message string }

// tables returns the tables of a kind: several if releases differ. The kind is in the file
// names, so that only tables in use are decoded.
func tables(group, kind string) []*table {
	if group == "" || kind == "" {
		return nil
	}
	load, known := byKind()[group+"_"+strings.ToLower(kind)+"s"]
	if !known {
		return nil
	}
	var all []*table
	for _, t := range load {
		if t := t(); t.Kind == kind {
			all = append(all, t)
		}
	}
	return all
}

var byKind = sync.OnceValue(func() map[string][]func() *table {
	// A test decodes all embedded files.
	entries, _ := files.ReadDir("schemas")
	found := map[string][]func() *table{}
	for _, entry := range entries {
		name := strings.TrimSuffix(entry.Name(), ".json")
		kind, _, _ := strings.Cut(name, "_v")
		found[kind] = append(found[kind], sync.OnceValue(func() *table {
			raw, _ := files.ReadFile(path.Join("schemas", entry.Name()))
			var t table
			if json.Unmarshal(raw, &t) != nil {
				return &table{}
			}
			return &t
		}))
	}
	return found
})

// Known reports whether the schema of a kind is known in any version.
func Known(group, kind string) bool { return len(tables(group, kind)) > 0 }

// IsNamespaced reports whether objects of a known kind are in a namespace.
func IsNamespaced(group, kind string) bool {
	return slices.ContainsFunc(tables(group, kind), func(t *table) bool { return t.Scope == "Namespaced" })
}

// Kinds returns the kinds of a group, sorted.
func Kinds(group string) []string {
	var kinds []string
	for name, load := range byKind() {
		if strings.HasPrefix(name, group+"_") {
			kinds = append(kinds, load[0]().Kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// Versions returns the served versions of a kind, sorted.
func Versions(group, kind string) []string {
	var versions []string
	for _, t := range tables(group, kind) {
		versions = append(versions, t.Version)
	}
	slices.Sort(versions)
	return slices.Compact(versions)
}

// Groups returns the groups whose kinds are known, sorted. The caller must not change them.
var Groups = sync.OnceValue(func() []string {
	var groups []string
	for name := range byKind() {
		group, _, _ := strings.Cut(name, "_")
		groups = append(groups, group)
	}
	slices.Sort(groups)
	return slices.Compact(groups)
})
