package keda_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// kedaParameter is a parameter in KEDA's own list, which KEDA generates from its sources.
type kedaParameter struct {
	Name           string   `json:"name"`
	Optional       bool     `json:"optional"`
	Default        string   `json:"default"`
	Allowed        []string `json:"allowedValue"`
	Exclusive      []string `json:"exclusiveSet"`
	Deprecated     string   `json:"deprecated"`
	Separator      string   `json:"separator"`
	Range          string   `json:"rangeSeparator"`
	Metadata       bool     `json:"metadataVariableReadable"`
	Environment    bool     `json:"envVariableReadable"`
	Authentication bool     `json:"triggerAuthenticationVariableReadable"`
}

// TestTableOfScalersIsKEDAsList compares the function's table, read from compiled structs,
// with KEDA's list, generated from its sources.
func TestTableOfScalersIsKEDAsList(t *testing.T) {
	_, dir := module(t)
	text, err := os.ReadFile(filepath.Join(dir, "schema", "generated", "scalers-schema.json"))
	require.NoError(t, err)
	var list struct {
		Scalers []struct {
			Type       string          `json:"type"`
			Parameters []kedaParameter `json:"parameters"`
		} `json:"scalers"`
	}
	require.NoError(t, json.Unmarshal(text, &list))
	parameters := 0
	for _, s := range list.Scalers {
		ours, ok := scaler.Find(s.Type)
		if !assert.True(t, ok, "there is no %s in the table", s.Type) {
			continue
		}
		for _, p := range s.Parameters {
			parameters++
			holds(t, s.Type, ours, p)
		}
	}
	assert.Len(t, scaler.Types(), len(list.Scalers))
	t.Logf("%d scalers, %d parameters agree with KEDA %s", len(list.Scalers), parameters, scaler.KEDAVersion)
}

// holds tests that one of our parameters equals theirs: some names occur twice.
func holds(t *testing.T, typ string, s scaler.Scaler, theirs kedaParameter) {
	var ours []kedaParameter
	for _, p := range s.ParametersNamed(theirs.Name) {
		ours = append(ours, kedaParameter{
			Name: theirs.Name, Optional: p.Optional, Default: p.Default, Allowed: p.Enum, Exclusive: p.Exclusive, Deprecated: p.Removed,
			Separator: p.Separator, Range: p.Range,
			Metadata: p.IsFrom(scaler.Metadata), Environment: p.IsFrom(scaler.Environment), Authentication: p.IsFrom(scaler.Authentication),
		})
	}
	assert.Contains(t, ours, theirs, "%s %s", typ, theirs.Name)
}

// built matches a trigger type in pkg/scaling/scalers_builder.go.
var built = regexp.MustCompile(`(?m)^\tcase "([^"]+)":$`)

// TestTableHasEveryTypeThatKEDABuilds compares with the types for which KEDA builds a scaler,
// because KEDA's own list may lack one. One of the types is for KEDA's tests only.
func TestTableHasEveryTypeThatKEDABuilds(t *testing.T) {
	_, dir := module(t)
	source, err := os.ReadFile(filepath.Join(dir, "pkg", "scaling", "scalers_builder.go"))
	require.NoError(t, err)
	var types []string
	for _, found := range built.FindAllStringSubmatch(string(source), -1) {
		if found[1] != "external-mock" {
			types = append(types, found[1])
		}
	}
	assert.ElementsMatch(t, types, scaler.Types())
}

func TestTableNamesTheReleaseOfTheOracle(t *testing.T) {
	version, _ := module(t)
	assert.Equal(t, version, "v"+scaler.KEDAVersion)
}
