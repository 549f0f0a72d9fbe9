package source_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/source"
	"modelhost.dev/scale-modelhosts/fn/testfiles"
)

const numbered = `
-- a.yaml --
# a comment
apiVersion: apps/v1
kind: Deployment
metadata:
  name: llama
  annotations:
    example.com/gpu: "70"
    example.com/triggers: |
      - type: cron
spec:
  replicas: 1
---
# another

apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: llama
spec:
  triggers:
  - type: cpu
  - type: cron
    metadata:
      timezone: UTC
---
broken: [
-- b.yaml --
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: A
  metadata: {name: x}
- apiVersion: v1
  kind: A
  metadata: {name: y}
- apiVersion: v1
  kind: A
  metadata: {name: twice}
- apiVersion: v1
  kind: A
  metadata: {name: twice}
-- c.yaml --
--- {apiVersion: v1, kind: C, metadata: {name: c}}
`

func TestLines(t *testing.T) {
	dir := testfiles.Write(t, numbered)
	reader := source.NewLenientReader(nil)
	_, _, err := reader.ReadFolder(dir)
	require.NoError(t, err)
	known := source.NewLines(t.TempDir(), nil)
	known.Add("", reader.Positions)
	readers := map[string]*source.Lines{"read again": source.NewLines(dir, nil), "known": known}
	host := finding.Resource{APIVersion: "apps/v1", Kind: "Deployment", Name: "llama"}
	scaled := finding.Resource{APIVersion: "keda.sh/v1alpha1", Kind: "ScaledObject", Name: "llama"}
	named := func(kind, name string) finding.Resource {
		return finding.Resource{APIVersion: "v1", Kind: kind, Name: name}
	}
	for name, test := range map[string]struct {
		resource    finding.Resource
		file, field string
		want        int
	}{
		"an object":                       {host, "a.yaml", "", 2},
		"an annotation":                   {host, "a.yaml", "metadata.annotations[example.com/gpu]", 7},
		"inside of an annotation":         {host, "a.yaml", "metadata.annotations[example.com/triggers][0].metadata", 8},
		"an annotation that is elsewhere": {host, "a.yaml", "metadata.annotations[example.com/cpu]", 2},
		"a setting that is elsewhere":     {host, "a.yaml", "built-in profile gpu-bound, signals.cpu.target", 2},
		"a field":                         {host, "a.yaml", "spec.replicas", 11},
		"an object after a comment":       {scaled, "a.yaml", "", 15},
		"an element":                      {scaled, "a.yaml", "spec.triggers[1]", 22},
		"a field of an element":           {scaled, "a.yaml", "spec.triggers[1].metadata.timezone", 24},
		"a field that is missing":         {scaled, "a.yaml", "spec.triggers[1].metadata.start", 23},
		"an element that is missing":      {scaled, "a.yaml", "spec.triggers[7].metadata", 20},
		"a file as a whole":               {finding.Resource{}, "a.yaml", "", 0},
		"an element of a list":            {named("A", "y"), "b.yaml", "metadata.name", 9},
		"renamed since":                   {named("A", "prod-y-eu"), "b.yaml", "", 7},
		"one of two":                      {named("A", "twice"), "b.yaml", "", 0},
		"renamed, and one of several":     {named("A", "z"), "b.yaml", "", 0},
		"the only one of its kind":        {finding.Resource{APIVersion: "apps/v1", Kind: "Deployment", Namespace: "n", Name: "other"}, "a.yaml", "", 2},
		"of a kind that is elsewhere":     {named("B", "x"), "b.yaml", "", 0},
		"on the line of the separator":    {named("C", "c"), "c.yaml", "", 1},
		"an unknown file":                 {host, "d.yaml", "", 0},
		"no file":                         {host, "", "", 0},
	} {
		for how, lines := range readers {
			t.Run(name+", "+how, func(t *testing.T) {
				assert.Equal(t, test.want, lines.Line(finding.Finding{Resource: test.resource, File: test.file, Field: test.field}))
			})
		}
	}
	assert.Equal(t, 26, reader.Failures[0].Line)
}

// A finding about a document has the line that its reader saw.
func TestLineOfADocument(t *testing.T) {
	reader := source.NewLenientReader(nil)
	_, err := reader.Parse([]byte("# a comment\n---\n\nreplicas: 1\n"), "values.yaml")
	require.NoError(t, err)
	require.Len(t, reader.Skipped, 1)
	assert.Equal(t, 4, source.NewLines("", nil).Line(reader.Skipped[0].Finding()))
}

func TestLinesInAStream(t *testing.T) {
	resource := func(name string) finding.Resource {
		return finding.Resource{APIVersion: "v1", Kind: "A", Name: name}
	}
	lines := source.NewLines("", nil)
	assert.Zero(t, lines.Line(finding.Finding{Resource: resource("x")}), "positions are not known")
	lines.Add("", map[string]*source.Positions{"": source.PositionsOf("apiVersion: v1\nkind: A\nmetadata: {name: x}\n---\napiVersion: v1\nkind: A\nmetadata:\n  name: z\n")})
	assert.Equal(t, 8, lines.Line(finding.Finding{Resource: resource("z"), Field: "metadata.name"}))
	assert.Zero(t, lines.Line(finding.Finding{Resource: resource("prod-z")}), "nothing renames what is in a stream")
}
