package hpa_test

import (
	"flag"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/hpa"
	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/keda"
	"modelhost.dev/scale-modelhosts/testdata/oracle/hpa/kubernetes"
)

// hpas is how many are judged at least.
const hpas = 10_000

// Every HPA that the function adopts comes back from KEDA as it was.
func TestAdoptedHPAsComeBack(t *testing.T) {
	require.NoError(t, flag.Set("rapid.checks", strconv.Itoa(hpas)))
	seen := tally{versions: map[string]int{}, metrics: map[string]int{}}
	rapid.Check(t, func(t *rapid.T) {
		p := drawPackage(t)
		out, rendered := function(t, p.config, p.manifests)
		if out.Findings.HasErrors() {
			t.Fatalf("refused: %v\n%s\n%s", out.Findings, p.config, strings.Join(p.manifests, "---\n"))
		}
		comeBack(t, p, rendered)
		again, twice := function(t, p.config, rendered)
		if !slices.Equal(rendered, twice) {
			t.Fatalf("a second run: %v\n%s\n--- became\n%s", again.Findings, strings.Join(rendered, "---\n"), strings.Join(twice, "---\n"))
		}
		seen.add(p)
	})
	seen.log(t)
}

func comeBack(t *rapid.T, p pack, rendered []string) {
	if left := ofKind(rendered, "HorizontalPodAutoscaler"); len(left) > 0 {
		t.Errorf("HPAs are left:\n%s", strings.Join(left, "---\n"))
	}
	objects := ofKind(rendered, "ScaledObject")
	if len(objects) != len(p.adopted) {
		t.Fatalf("%d ScaledObjects for %d HPAs", len(objects), len(p.adopted))
	}
	for _, hpa := range p.adopted {
		i := slices.IndexFunc(objects, func(so string) bool {
			return strings.Contains(so, "\n    name: "+hpa.Stored.Spec.ScaleTargetRef.Name+"\n")
		})
		if i < 0 {
			t.Fatalf("no ScaledObject scales %s:\n%s", hpa.Stored.Spec.ScaleTargetRef.Name, strings.Join(objects, "---\n"))
		}
		if found := oracle.Judge(hpa.HPA, []byte(objects[i])); len(found) > 0 {
			t.Errorf("%s\n--- was\n%s--- became\n%s", strings.Join(found, "\n"), hpa.manifest, objects[i])
		}
	}
}

// tally counts what was judged, so that the log shows that there was something.
type tally struct {
	versions, metrics map[string]int
	behaviors         int
}

func (c *tally) add(p pack) {
	for _, hpa := range p.adopted {
		c.versions[hpa.version]++
		for _, m := range hpa.Stored.Spec.Metrics {
			c.metrics[string(m.Type)]++
		}
		if hpa.Written.Spec.Behavior != nil {
			c.behaviors++
		}
	}
}

func (c *tally) log(t *testing.T) {
	total := 0
	for _, version := range versions {
		total += c.versions[version]
		require.Positive(t, c.versions[version], version)
	}
	require.GreaterOrEqual(t, total, hpas)
	t.Logf("Kubernetes %s (betas %s) and KEDA %s: %d HPAs came back, %v, with %d behaviors and the metrics %v",
		kubernetes.Version, kubernetes.BetaVersion, keda.Version, total, c.versions, c.behaviors, c.metrics)
}
