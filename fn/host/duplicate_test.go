package host_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/host"
)

func TestDuplicateKeys(t *testing.T) {
	const head = "apiVersion: apps/v1\nkind: Deployment\n"
	tests := []struct {
		name, text, field, key string
	}{
		{"the same annotation", deployment("prt-depl-modelhost-llama", gpu, scalingPrefix+`gpu: "80"`), "metadata.annotations[autoscaling.modelhost.dev/gpu]", "autoscaling.modelhost.dev/gpu"},
		{"another's annotation", deployment("prt-depl-modelhost-llama", gpu, "a: b", "a: b"), "metadata.annotations.a", "a"},
		{
			"two blocks of annotations, the scaling ones in the first",
			head + "metadata:\n  name: prt-depl-modelhost-llama\n  annotations: {" + gpu + "}\n  annotations: {a: b}\n",
			"metadata.annotations", "annotations",
		},
		{
			"two blocks of annotations, the scaling ones in the second",
			head + "metadata:\n  name: prt-depl-modelhost-llama\n  annotations: {a: b}\n  annotations: {" + gpu + "}\n",
			"metadata.annotations", "annotations",
		},
		{
			"two blocks of metadata",
			head + "metadata: {annotations: {" + gpu + "}}\nmetadata: {name: prt-depl-modelhost-llama}\n",
			"metadata", "metadata",
		},
		{
			"deep within a list",
			head + "metadata: {name: prt-depl-modelhost-llama, annotations: {" + gpu + "}}\n" +
				"spec: {template: {spec: {containers: [{name: a}, {name: b, image: x, image: y}]}}}\n",
			"spec.template.spec.containers[1].image", "image",
		},
		{"three times", deployment("prt-depl-modelhost-llama", gpu, "a: b", "a: b", "a: b"), "metadata.annotations.a", "a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, findings := find(t, test.text)
			assert.Equal(t, []reported{{host.RuleDuplicateKey.ID, test.field, `duplicate key "` + test.key + `"`, "remove all but one"}}, saidBy(findings))
			assert.Equal(t, finding.Error, findings[0].Severity)
		})
	}
}

func TestSameKeyInSeveralObjectsIsNotADuplicate(t *testing.T) {
	_, findings := find(t, "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: prt-depl-modelhost-llama, annotations: {"+gpu+", name: x}}\n"+
		"spec: {template: {metadata: {annotations: {name: x}}, spec: {containers: [{name: a}, {name: b}]}}}\n")
	assert.Empty(t, findings)
}
