package fn_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// property checks a property with packages that are all valid, so that the function succeeds, and
// with any packages.
func property(t *testing.T, check func(t *rapid.T, p pkg)) {
	for name, sound := range map[string]bool{"sound": true, "any": false} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { check(t, packages(sound).Draw(t, "package")) })
		})
	}
}

// run itself checks that unedited items have the same text, that the order is kept, and that errors
// leave everything unchanged.
func TestRunKeepsWhatItDoesNotEdit(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		_, c := run(t, input(t, p.inOrder()))
		for _, edited := range c.edited {
			require.False(t, p.strangers[edited], "a stranger was edited")
		}
	})
}

func TestRunTwiceChangesNothing(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		in := input(t, p.inOrder())
		again(t, in, fn.Run(in))
	})
}

func TestRunGivesTheSameForEveryOrder(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		order := make([]int, len(p.items))
		for i := range order {
			order[i] = i
		}
		one := fn.Run(input(t, p.given(order)))
		other := fn.Run(input(t, p.given(rapid.Permutation(order).Draw(t, "other order"))))
		require.Equal(t, lines(one.Findings), lines(other.Findings))
		require.Equal(t, stream(slices.Sorted(slices.Values(texts(one.Items)))), stream(slices.Sorted(slices.Values(texts(other.Items)))))
	})
}

func TestCheckGivesTheSameForEveryOrder(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		order := make([]int, len(p.items))
		for i := range order {
			order[i] = i
		}
		one := fn.Check(input(t, p.given(order))).Findings
		other := fn.Check(input(t, p.given(rapid.Permutation(order).Draw(t, "other order")))).Findings
		require.Equal(t, lines(one), lines(other))
	})
}

func TestRunGivesTheSameBytesForTheSameInput(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		one, other := fn.Run(input(t, p.inOrder())), fn.Run(input(t, p.inOrder()))
		require.Equal(t, lines(one.Findings), lines(other.Findings))
		require.Equal(t, stream(texts(one.Items)), stream(texts(other.Items)))
	})
}

func TestRunKeepsStrangers(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		in := input(t, p.inOrder())
		var before []string
		for i, item := range in.Items {
			if p.strangers[p.items[i]] {
				before = append(before, text(item))
			}
		}
		after := texts(fn.Run(in).Items)
		for _, stranger := range before {
			require.Contains(t, after, stranger)
		}
	})
}

// Everything stays except for the hosts' HPAs and generated objects.
func TestRunRemovesNothingElse(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		in := input(t, p.inOrder())
		out := fn.Run(in)
		kept := map[string]int{}
		for _, item := range out.Items {
			kept[describe(item)]++
		}
		for i, item := range in.Items {
			generated := strings.Contains(p.items[i], "app.kubernetes.io/managed-by: scale-modelhosts")
			hpa := strings.HasPrefix(p.items[i], "apiVersion: autoscaling/") && strings.Contains(p.items[i], "name: prt-depl-modelhost-") && !strings.Contains(p.items[i], "# KEDA's")
			if !generated && !hpa {
				require.Positive(t, kept[describe(item)], "%s is gone", describe(item))
			}
		}
	})
}

// An edited workload is the one from the input without its replicas.
func TestRunTakesOnlyReplicasFromHosts(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		in := input(t, p.inOrder())
		was := texts(in.Items)
		place := map[string]int{}
		for i, item := range in.Items {
			place[describe(item)] = i
		}
		out := fn.Run(in)
		for item := range out.Edited {
			if strings.Contains(text(item), "app.kubernetes.io/managed-by: scale-modelhosts") || isVirtualService(item) {
				continue
			}
			require.Equal(t, withoutReplicas(was[place[describe(item)]]), text(item))
		}
	})
}

// The function reverts its edits in a hand-written VirtualService once they are no longer
// requested.
func TestVirtualServicesAreRestored(t *testing.T) {
	changed := 0
	defer func() { require.Positive(t, changed, "no VirtualService was ever changed") }()
	property(t, func(t *rapid.T, p pkg) {
		values := func(items []*yaml.RNode) map[string]string {
			all := map[string]string{}
			for _, item := range items {
				if isVirtualService(item) && !strings.Contains(text(item), "edited:") && !strings.Contains(text(item), "managed-by") {
					all[describe(item)] = item.MustString()
				}
			}
			return all
		}
		p.items = append(p.items,
			"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: prt-depl-modelhost-fixed\n  namespace: models\n  annotations:\n    autoscaling.modelhost.dev/"+
				strings.ReplaceAll(held("http-rps"), "svc-modelhost-llama", "svc-modelhost-fixed")+"\n",
			"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: fixed, namespace: models}\nspec: {http: [{route: [{destination: {host: prt-svc-modelhost-fixed}}]}]}\n")
		given := p.inOrder()
		given["config.yaml"] = "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nspec:\n" +
			"  http: {routing: {kind: VirtualService, edit: true}}\n  istio: {retries: {attempts: 3}}\n"
		in := input(t, given)
		was := values(in.Items)
		out := fn.Run(in)
		unchanged := values(out.Items)
		for name := range was {
			if _, is := unchanged[name]; !is {
				changed++
			}
		}
		back := fn.Run(krm.Input{Items: out.Items, Namespace: in.Namespace})
		if out.Findings.HasErrors() || back.Findings.HasErrors() {
			return
		}
		now := values(back.Items)
		for name, text := range was {
			require.YAMLEq(t, text, now[name])
		}
	})
}

func isVirtualService(item *yaml.RNode) bool {
	return strings.Contains(text(item), "kind: VirtualService")
}

func TestRunReportsWhyItRejects(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		out := fn.Run(input(t, p.inOrder()))
		for _, f := range out.Findings {
			require.NotEmpty(t, f.Rule)
			require.NotEmpty(t, f.Message)
			require.NotEmpty(t, f.Resource.Kind)
			require.NotContains(t, f.String(), "s3cr3t", "a message has a secret")
		}
	})
}

func withoutReplicas(host string) string {
	var kept []string
	for line := range strings.SplitAfterSeq(host, "\n") {
		if !strings.HasPrefix(line, "  replicas:") && line != "  # so many\n" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

// KEDA takes over any HPA with the name in a ScaledObject, so that HPA must not scale another
// workload.
func TestRunTakesNoHPAFromAnotherWorkload(t *testing.T) {
	property(t, func(t *rapid.T, p pkg) {
		out := fn.Run(input(t, p.inOrder()))
		if out.Findings.HasErrors() {
			return
		}
		namespace := p.namespace
		if namespace == "" && strings.Contains(p.config, "  namespace: models\n") {
			namespace = "models"
		}
		inv := inventory.New(out.Items, namespace)
		left := map[[2]string]bool{}
		for _, o := range inv.HPAs.Objects {
			left[[2]string{o.EffectiveNamespace(), o.Name}] = true
		}
		for _, o := range inv.ScaledObjects.Objects {
			name := inventory.Text(o.Field("spec", "advanced", "horizontalPodAutoscalerConfig", "name"))
			if managed.Is(o) && name != "" {
				require.False(t, left[[2]string{o.EffectiveNamespace(), name}], text(o.Node))
			}
		}
	})
}
