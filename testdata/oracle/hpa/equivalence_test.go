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

// hpas is the minimum number of HPAs to test.
const hpas = 10_000

// TestAdoptedHPAsComeBack tests that KEDA creates the same HPA for every HPA that the function
// adopts.
func TestAdoptedHPAsComeBack(t *testing.T) {
	seen := tally{versions: map[string]int{}, metrics: map[string]int{}}
	check(t, hpas, func(t *rapid.T) {
		p := drawPackage(t, false)
		out := function(t, p.config, p.manifests)
		if out.Findings.HasErrors() {
			t.Fatalf("rejected: %v\n%s", out.Findings, p)
		}
		p.comeBack(t, out)
		again := function(t, p.config, out.manifests)
		if !slices.Equal(out.manifests, again.manifests) {
			t.Fatalf("a second run: %v\n%s\n--- became\n%s", again.Findings, stream(out.manifests), stream(again.manifests))
		}
		seen.add(p)
	})
	seen.log(t)
}

// TestOddHPAsComeBackOrAreRejected tests HPAs that make no sense, although Kubernetes accepts
// them: the function may reject them, but must not change them.
func TestOddHPAsComeBackOrAreRejected(t *testing.T) {
	let, rejected := 0, 0
	check(t, 3000, func(t *rapid.T) {
		p := drawPackage(t, true)
		out := function(t, p.config, p.manifests)
		if out.Findings.HasErrors() {
			rejected++
			return
		}
		let++
		p.comeBack(t, out)
	})
	t.Logf("%d packages came back, %d were rejected", let, rejected)
	require.Positive(t, let)
}

// TestAnotherHPAIsAdopted tests that a later HPA replaces the adopted one.
func TestAnotherHPAIsAdopted(t *testing.T) {
	check(t, 1000, func(t *rapid.T) {
		first := drawPackage(t, false)
		second := pack{config: first.config, manifests: function(t, first.config, first.manifests).manifests}
		for _, hpa := range first.adopted {
			host := hpa.Stored.Spec.ScaleTargetRef.Name
			second.add(drawHPA(t, host, []string{"model"}, false))
		}
		out := function(t, second.config, second.manifests)
		if out.Findings.HasErrors() {
			t.Fatalf("rejected: %v\n%s", out.Findings, second)
		}
		second.comeBack(t, out)
	})
}

// check checks a property as often as specified, whatever the flags.
func check(t *testing.T, times int, property func(*rapid.T)) {
	require.NoError(t, flag.Set("rapid.checks", strconv.Itoa(times)))
	rapid.Check(t, property)
}

// comeBack compares each HPA of a package with the one that KEDA would create.
func (p pack) comeBack(t *rapid.T, out output) {
	if left := out.ofKind("HorizontalPodAutoscaler"); len(left) > 0 {
		t.Errorf("HPAs are left:\n%s", stream(left))
	}
	objects := out.ofKind("ScaledObject")
	if len(objects) != len(p.adopted) {
		t.Fatalf("%d ScaledObjects for %d HPAs", len(objects), len(p.adopted))
	}
	for _, hpa := range p.adopted {
		i := slices.IndexFunc(objects, func(so string) bool {
			return strings.Contains(so, "\n    name: "+hpa.Stored.Spec.ScaleTargetRef.Name+"\n")
		})
		if i < 0 {
			t.Fatalf("no ScaledObject scales %s:\n%s", hpa.Stored.Spec.ScaleTargetRef.Name, stream(objects))
		}
		if found := oracle.Compare(hpa.HPA, []byte(objects[i])); len(found) > 0 {
			t.Errorf("%s\n--- was\n%s--- became\n%s", strings.Join(found, "\n"), hpa.manifest, objects[i])
		}
	}
}

// tally counts the compared HPAs, so the log shows that the test did something.
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
