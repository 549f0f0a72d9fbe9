package scaler

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Each type has a target that is judged, but for those that have none of their own: cpu and
// memory, schedules, users' services, and scalers that aim at one of what they count.
func TestEveryTypeHasATarget(t *testing.T) {
	without := []string{"cpu", "memory", "cron", "external", "external-push", "selenium-grid", "forgejo-runner"}
	for _, typ := range Types() {
		s, _ := Find(typ)
		target, one := targets[typ]
		names, several := choices[typ]
		_, own := besideTargets[typ]
		assert.True(t, one || several || own || slices.Contains(without, typ), "%s has no target", typ)
		if one {
			names = append(names, target.name)
		}
		for _, name := range names {
			assert.NotEmpty(t, s.Called(name), "%s has no %s", typ, name)
		}
	}
	for typ := range targets {
		_, known := Find(typ)
		assert.True(t, known, typ)
	}
}
