package host_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/host"
)

func TestMisplacedAnnotations(t *testing.T) {
	tests := []struct {
		name, text string
		want       []reported
	}{
		{
			"on the pod template",
			"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {metadata: {annotations: {" + gpu + "}}}}\n",
			[]reported{{host.RuleMisplaced.ID, "spec.template.metadata.annotations[autoscaling.modelhost.dev/gpu]", "is ignored here", "move it to metadata.annotations of the Deployment"}},
		},
		{
			"among the pod template's labels",
			"apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {template: {metadata: {labels: {" + gpu + "}}}}\n",
			[]reported{{host.RuleMisplaced.ID, "spec.template.metadata.labels[autoscaling.modelhost.dev/gpu]", "is ignored here", "move it to metadata.annotations of the StatefulSet"}},
		},
		{
			"among the labels",
			"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, labels: {" + gpu + "}}\n",
			[]reported{{host.RuleMisplaced.ID, "metadata.labels[autoscaling.modelhost.dev/gpu]", "is ignored here", "move it to metadata.annotations of the Deployment"}},
		},
		{
			"on a Service, every key of it",
			"apiVersion: v1\nkind: Service\nmetadata: {name: a, annotations: {" + scalingPrefix + "rps: \"5\", " + gpu + "}}\n",
			[]reported{
				{host.RuleMisplaced.ID, "metadata.annotations[autoscaling.modelhost.dev/gpu]", "is ignored on a Service", "move it to the model host's Deployment"},
				{host.RuleMisplaced.ID, "metadata.annotations[autoscaling.modelhost.dev/rps]", "is ignored on a Service", "move it to the model host's Deployment"},
			},
		},
		{
			"on a Deployment of an API that is gone",
			"apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: prt-depl-modelhost-a, annotations: {" + gpu + "}}\n",
			[]reported{{host.RuleMisplaced.ID, "metadata.annotations[autoscaling.modelhost.dev/gpu]", `is ignored on a Deployment with apiVersion "extensions/v1beta1"`, "use apiVersion: apps/v1"}},
		},
		{
			"inside a List",
			"apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: s}}\n- {apiVersion: apps/v1, kind: Deployment, metadata: {name: prt-depl-modelhost-a, annotations: {" + gpu + "}}}\n",
			[]reported{{host.RuleMisplaced.ID, "items[1].metadata.annotations[autoscaling.modelhost.dev/gpu]", "is ignored inside a List", "make each object a separate YAML document"}},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			hosts, findings := find(t, test.text)
			assert.Empty(t, hosts)
			assert.Equal(t, test.want, saidBy(findings))
		})
	}
}

func TestOtherAnnotationsAreNotMisplaced(t *testing.T) {
	_, findings := find(t, "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, labels: {app: x, example.com/gpu: y}}\n"+
		"spec: {template: {metadata: {annotations: {example.com/gpu: x}}}}\n---\n"+
		"apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: s, annotations: {a: b}}}\n")
	assert.Empty(t, findings)
}
