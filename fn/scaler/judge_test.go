package scaler_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// Whatever a trigger gives, and whatever it leaves out, is judged without a panic.
func TestJudgeNeverPanics(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	of := func(texts ...string) string { return texts[draw.IntN(len(texts))] }
	for _, typ := range scaler.Types() {
		s, _ := scaler.Find(typ)
		for range 40 {
			g := scaler.Given{
				Type: typ, Metadata: map[string]string{}, MetricType: of("", "Value"), Formula: draw.IntN(4) == 0,
				Credentials: scaler.Credentials{Parameters: map[string]bool{}, Open: draw.IntN(4) == 0, Identity: of("", "", "none", "aws", "gcp", "azure-workload", "odd")},
				Variable:    func(string) scaler.Value { return scaler.Value{State: scaler.State(draw.IntN(4)), Text: "5"} },
			}
			for _, p := range s.Parameters {
				for _, name := range p.Names {
					switch draw.IntN(6) {
					case 0:
						g.Credentials.Parameters[name] = true
					case 1, 2, 3:
						g.Metadata[name] = of("", "1", "0", "-1", "true", "false", "enable", "a:b/c", "http://a:1/b", "${A}", "5m", "{}", "a,b;c", p.Default, of(append(p.Enum, "")...))
					case 4:
						g.Metadata[name+"FromEnv"] = of("A", "${A}", "")
					}
				}
			}
			for _, key := range []string{"cloud", "type", "query.", "query.A", "identityOwner"} {
				if draw.IntN(3) == 0 {
					g.Metadata[key] = of("", "Private", "A", "global")
				}
			}
			assert.NotPanics(t, func() { scaler.Judge(g) }, "%+v", g)
		}
	}
}
