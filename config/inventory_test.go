package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/config"
)

func TestValidateInventory(t *testing.T) {
	const kinds = "use Secret, TriggerAuthentication, ClusterTriggerAuthentication, Service, LimitRange, InterceptorRoute, HTTPScaledObject, Deployment, StatefulSet or Rollout"
	testProblems(t, []invalid{
		{"a Secret", "{inventory: [{kind: Secret, name: kafka.login, namespace: models, keys: [user, pass]}]}", "", "", ""},
		{"all of a kind", `{inventory: [{kind: ClusterTriggerAuthentication, name: "*"}]}`, "", "", ""},
		{"no kind", "{inventory: [{name: a}]}", "spec.inventory[0].kind", "is missing", "set the object's kind, such as Secret"},
		{"nearly a kind", "{inventory: [{kind: secret, name: a}]}", "spec.inventory[0].kind", `"secret" is not allowed`, "did you mean Secret?"},
		{"a kind that no rule looks for", "{inventory: [{kind: CronJob, name: a}]}", "spec.inventory[0].kind", `"CronJob" is not allowed`, kinds},
		{"no name", "{inventory: [{kind: Secret}]}", "spec.inventory[0].name", "is missing", "set the object's name, or \"*\" for all"},
		{"a pattern", `{inventory: [{kind: Secret, name: "kafka-*"}]}`, "spec.inventory[0].name", `"kafka-*" is not valid`, "use an object's name, or \"*\" for all"},
		{"no namespace", "{inventory: [{kind: Secret, name: a}, {kind: Secret, name: b, namespace: A}]}", "spec.inventory[1].namespace", `"A" is not valid`, "use a namespace's name"},
		{"a namespace of the cluster's", "{inventory: [{kind: ClusterTriggerAuthentication, name: a, namespace: keda}]}", "spec.inventory[0].namespace", "is set, but a ClusterTriggerAuthentication has no namespace", "remove it"},
		{"keys of a Service", "{inventory: [{kind: Service, name: a, keys: [b]}]}", "spec.inventory[0].keys", "is set, but a Service has no keys", "remove it; only Secrets and authentications have keys"},
		{"an empty key", "{inventory: [{kind: Secret, name: a, keys: [b, '']}]}", "spec.inventory[0].keys[1]", "is empty", "set the key, or remove the item"},
	})
}

func TestHolds(t *testing.T) {
	spec := config.Spec{Inventory: []config.Held{
		{Kind: "Secret", Name: "login", Namespace: "models", Keys: []string{"user"}},
		{Kind: "Service", Name: "*"},
		{Kind: "LimitRange", Name: "defaults", Namespace: "models"},
	}}
	for _, test := range []struct {
		kind, namespace, name string
		want                  bool
	}{
		{"Secret", "models", "login", true},
		{"Secret", "", "login", true},
		{"Secret", "other", "login", false},
		{"Secret", "models", "log", false},
		{"Service", "other", "front", true},
		{"TriggerAuthentication", "models", "login", false},
	} {
		held, ok := spec.Holds(test.kind, test.namespace, test.name)
		assert.Equal(t, test.want, ok, test)
		assert.Equal(t, test.want, held.Kind == test.kind, test)
	}
	login, _ := spec.Holds("Secret", "models", "login")
	assert.True(t, login.HasKey("user"))
	assert.False(t, login.HasKey("pass"))
	service, _ := spec.Holds("Service", "", "front")
	assert.True(t, service.HasKey("any"))
	assert.True(t, spec.HoldsAny("LimitRange", "models"))
	assert.False(t, spec.HoldsAny("LimitRange", "other"))
}
