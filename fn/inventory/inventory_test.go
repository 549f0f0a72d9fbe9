package inventory_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

func TestNewIndexesByGroupAndKind(t *testing.T) {
	tests := []struct {
		apiVersion, kind string
		shelf            func(*inventory.Inventory) inventory.Index
	}{
		{"apps/v1", "Deployment", func(i *inventory.Inventory) inventory.Index { return i.Workloads }},
		{"apps/v1", "StatefulSet", func(i *inventory.Inventory) inventory.Index { return i.Workloads }},
		{"argoproj.io/v1alpha1", "Rollout", func(i *inventory.Inventory) inventory.Index { return i.Workloads }},
		{"autoscaling/v1", "HorizontalPodAutoscaler", func(i *inventory.Inventory) inventory.Index { return i.HPAs }},
		{"autoscaling/v2beta1", "HorizontalPodAutoscaler", func(i *inventory.Inventory) inventory.Index { return i.HPAs }},
		{"keda.sh/v1alpha1", "ScaledObject", func(i *inventory.Inventory) inventory.Index { return i.ScaledObjects }},
		{"keda.sh/v1alpha1", "TriggerAuthentication", func(i *inventory.Inventory) inventory.Index { return i.Authentications }},
		{"keda.sh/v1alpha1", "ClusterTriggerAuthentication", func(i *inventory.Inventory) inventory.Index { return i.Authentications }},
		{"v1", "Secret", func(i *inventory.Inventory) inventory.Index { return i.Secrets }},
		{"external-secrets.io/v1", "ExternalSecret", func(i *inventory.Inventory) inventory.Index { return i.ExternalSecrets }},
		{"v1", "Service", func(i *inventory.Inventory) inventory.Index { return i.Services }},
		{"v1", "LimitRange", func(i *inventory.Inventory) inventory.Index { return i.LimitRanges }},
	}
	for _, test := range tests {
		t.Run(test.apiVersion+" "+test.kind, func(t *testing.T) {
			inv := stock(t, object(test.apiVersion, test.kind, "a", nil))
			assert.Len(t, test.shelf(inv).Objects, 1)
			assert.True(t, inventory.Kinds()[test.kind], "items of this kind have to be read")
			foreign := stock(t, object("example.com/v1", test.kind, "a", nil))
			assert.Empty(t, test.shelf(foreign).Objects)
			assert.Len(t, foreign.All, 1)
		})
	}
}

func TestNewSkipsLocalConfig(t *testing.T) {
	const local = "config.kubernetes.io/local-config"
	assert.Empty(t, stock(t, object("apps/v1", "Deployment", "a", annotations{local: "true"})).All)
	assert.Empty(t, stock(t, object("apps/v1", "Deployment", "a", annotations{local: ""})).All)
	assert.Len(t, stock(t, object("apps/v1", "Deployment", "a", annotations{local: "false"})).All, 1)
}

func TestNewSkipsNonObjects(t *testing.T) {
	inv := stock(t, "[a, list]\n---\ntext\n---\nname: no kind\n---\n"+object("v1", "Secret", "s", nil))
	require.Len(t, inv.All, 1)
	assert.Equal(t, 3, inv.All[0].Position)
	assert.Empty(t, inventory.New(nil, "").All)
}

func TestTargetOf(t *testing.T) {
	tests := []struct {
		name, scaler string
		want         inventory.Target
	}{
		{"an HPA's", scaler("autoscaling/v2", "HorizontalPodAutoscaler", "{apiVersion: apps/v1, kind: StatefulSet, name: a}", nil), inventory.Target{"apps/v1", "StatefulSet", "a"}},
		{"an HPA's has no defaults", scaler("autoscaling/v2", "HorizontalPodAutoscaler", "{name: a}", nil), inventory.Target{"", "", "a"}},
		{"a ScaledObject's has", scaler("keda.sh/v1alpha1", "ScaledObject", "{name: a}", nil), inventory.Target{"apps/v1", "Deployment", "a"}},
		{"a ScaledObject's says its kind", scaler("keda.sh/v1alpha1", "ScaledObject", "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: a}", nil), inventory.Target{"argoproj.io/v1alpha1", "Rollout", "a"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, inventory.TargetOf(stock(t, test.scaler).All[0]))
		})
	}
}

func TestTargets(t *testing.T) {
	hpa := func(target string, a annotations) string {
		return scaler("autoscaling/v2", "HorizontalPodAutoscaler", target, a)
	}
	deployment := func(name string, a annotations) string { return object("apps/v1", "Deployment", name, a) }
	const llama = "{apiVersion: apps/v1, kind: Deployment, name: llama}"
	tests := []struct {
		name, scaler, workloads string
		want                    []string
	}{
		{"by its name", hpa(llama, nil), deployment("llama", nil) + "\n---\n" + deployment("llama-2", nil), []string{"llama"}},
		{"of another name", hpa(llama, nil), deployment("mistral", nil), nil},
		{"of another namespace", hpa(llama, annotations{"namespace": "a"}), deployment("llama", annotations{"namespace": "b"}), nil},
		{"of the default namespace", hpa(llama, nil), deployment("llama", annotations{"namespace": "default"}), []string{"llama"}},
		{"of another kind", hpa("{apiVersion: apps/v1, kind: StatefulSet, name: llama}", nil), deployment("llama", nil), nil},
		{"of another group", hpa("{apiVersion: example.com/v1, kind: Deployment, name: llama}", nil), deployment("llama", nil), nil},
		{"of another version", hpa("{apiVersion: apps/v1beta2, kind: Deployment, name: llama}", nil), deployment("llama", nil), []string{"llama"}},
		{"of the old group", hpa("{apiVersion: extensions/v1beta1, kind: Deployment, name: llama}", nil), deployment("llama", nil), []string{"llama"}},
		{"without a group", hpa("{kind: Deployment, name: llama}", nil), deployment("llama", nil), []string{"llama"}},
		{"without a name", hpa("{kind: Deployment}", nil), deployment("llama", nil), nil},
		{
			"by its name before both were renamed",
			hpa(llama, annotations{prefixes: "dev-"}),
			deployment("dev-llama", annotations{prefixes: "dev-", previousNames: "llama"}),
			[]string{"dev-llama"},
		},
		{
			"by its name before a namespace and a prefix came, which is noted twice",
			hpa(llama, annotations{prefixes: "dev-", "namespace": "a"}),
			deployment("dev-llama", annotations{prefixes: "dev-", previousNames: "llama,llama", "namespace": "a"}),
			[]string{"dev-llama"},
		},
		{
			"of two variants, that of the same prefix",
			hpa(llama, annotations{prefixes: "dev-"}),
			deployment("dev-llama", annotations{prefixes: "dev-", previousNames: "llama"}) + "\n---\n" +
				deployment("prod-llama", annotations{prefixes: "prod-", previousNames: "llama"}) + "\n---\n" +
				deployment("llama", nil),
			[]string{"dev-llama"},
		},
		{
			"by its present name, where no history is shared",
			hpa("{apiVersion: apps/v1, kind: Deployment, name: dev-llama}", nil),
			deployment("dev-llama", annotations{prefixes: "dev-", previousNames: "llama"}),
			[]string{"dev-llama"},
		},
		{
			"by a former name, where no history is shared",
			hpa(llama, nil),
			deployment("dev-llama", annotations{prefixes: "dev-", previousNames: "llama"}),
			[]string{"dev-llama"},
		},
		{
			"either of two that had the name",
			hpa(llama, nil),
			deployment("a", annotations{previousNames: "llama"}) + "\n---\n" + deployment("b", annotations{previousNames: "llama"}),
			[]string{"a", "b"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inv := stock(t, test.scaler+"\n---\n"+test.workloads)
			var names []string
			for _, w := range inv.Targets(inv.HPAs.Objects[0]) {
				names = append(names, w.Name)
			}
			assert.Equal(t, test.want, names)
		})
	}
}
