package scaler

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// TestEveryTypeHasARow requires a row of facts for each of KEDA's types, and no others: what it
// measures, in words, and the source.
func TestEveryTypeHasARow(t *testing.T) {
	for _, typ := range Types() {
		f, ok := factsByType[typ]
		if !assert.True(t, ok, "%s has no row in facts.go: read its Validate and parse functions", typ) {
			continue
		}
		assert.NotEqual(t, unknownSource, f.source.Kind, "%s: say where its values come from", typ)
		assert.NotEmpty(t, f.measures, "%s: say what it measures", typ)
		for i, m := range f.measures {
			assert.NotEmpty(t, m.description, typ)
			assert.Equal(t, i == len(f.measures)-1, m.applies == nil, "%s: the last measure, and only that, applies to all triggers", typ)
		}
	}
	for typ := range factsByType {
		assert.Contains(t, Types(), typ, "facts.go has a row for a type that KEDA does not have")
	}
}

// TestFactsNameParameters finds facts about keys that the scaler does not read, and
// descriptions that could show a credential.
func TestFactsNameParameters(t *testing.T) {
	for typ, f := range factsByType {
		s, _ := Find(typ)
		names := slices.Clone(f.oneOfTargets)
		for _, m := range f.measures {
			for _, name := range m.parameters() {
				names = append(names, name)
				assert.True(t, !keda.IsCredential(name) || name == "queueURL", "%s: the description shows %s", typ, name)
			}
			if m.Target != "" {
				names = append(names, m.Target)
			}
		}
		for _, a := range f.addresses {
			names = append(names, a.name)
		}
		if p := f.source.Parameter; p != "" {
			names = append(names, p)
		}
		for _, name := range names {
			assert.NotEmpty(t, s.ParametersNamed(name), "%s has no %s", typ, name)
		}
	}
}

// TestEveryTypeHasATarget lists the types without a target: schedules have their own checks, and
// the others count something.
func TestEveryTypeHasATarget(t *testing.T) {
	without := []string{"external", "external-push", "selenium-grid", "forgejo-runner"}
	for typ, f := range factsByType {
		hasTarget := f.oneOfTargets != nil || !slices.ContainsFunc(f.measures, func(m Measure) bool { return m.Target == "" })
		assert.Equal(t, !slices.Contains(without, typ), hasTarget, typ)
	}
}
