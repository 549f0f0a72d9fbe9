package scaler_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// A trigger that KEDA accepts, with a few keys, an authentication or a metric type of another one,
// is checked without a panic.
func TestCheckNeverPanics(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	of := func(texts ...string) string { return texts[draw.IntN(len(texts))] }
	for _, e := range corpus(t) {
		if e.Verdict != "" || strings.Contains(e.Source, " with ") {
			continue
		}
		s, _ := scaler.Find(e.Type)
		keys := slices.Sorted(maps.Keys(e.Metadata))
		for _, p := range s.Parameters {
			keys = append(keys, p.Names...)
		}
		keys = append(keys, "cloud", "type", "query.", "query.A", "identityOwner")
		for range 5 {
			g := e.input()
			g.Metadata, g.Credentials.Parameters = maps.Clone(e.Metadata), maps.Clone(g.Credentials.Parameters)
			g.MetricType, g.Credentials.Identity, g.Credentials.Open = of("", "Value"), of("", "none", "aws", "gcp", "azure-workload"), draw.IntN(4) == 0
			for range draw.IntN(3) {
				switch key := of(keys...); draw.IntN(3) {
				case 0:
					delete(g.Metadata, key)
				case 1:
					g.Metadata[key] = of("", "1", "true", "enable", "global", "a:b/c", "http://a:1/b", "{}", "${A}")
				default:
					g.Credentials.Parameters[key] = true
				}
			}
			assert.NotPanics(t, func() { scaler.Check(g) }, "%s: %s %v", e.Source, e.Type, g.Metadata)
		}
	}
}
