package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestValidateAuthentication(t *testing.T) {
	const source, hint = "has no source of credentials", "add a secret, podIdentity, hashiCorpVault or another source that KEDA supports"
	const secret = "secret: {name: s, keys: {bearerToken: t}}"
	testProblems(t, []invalid{
		{"a secret", "{authentication: {a: {mode: bearer, " + secret + "}}}", "", "", ""},
		{"of the cluster", "{authentication: {a: {kind: ClusterTriggerAuthentication, mode: bearer, " + secret + "}}}", "", "", ""},
		{"an identity", "{authentication: {a: {podIdentity: {provider: aws}}}}", "", "", ""},
		{"a vault", "{authentication: {a: {mode: bearer, hashiCorpVault: {address: x, authentication: token, secrets: [{parameter: bearerToken, path: p, key: k}]}}}}", "", "", ""},
		{"another kind", "{authentication: {a: {kind: Secret, " + secret + "}}}", "spec.authentication.a.kind", `"Secret" is not allowed`, "use TriggerAuthentication or ClusterTriggerAuthentication"},
		{"a mode of another case", "{authentication: {a: {mode: Bearer, " + secret + "}}}", "spec.authentication.a.mode", `"Bearer" is not allowed`, "did you mean bearer?"},
		{"no name of an object", "{authentication: {A_b: {" + secret + "}}}", "spec.authentication.A_b", `"A_b" is not valid`, "use a DNS name; it becomes the name of the TriggerAuthentication"},
		{"a name with a dot", "{authentication: {a.b: {}}}", "spec.authentication[a.b]", source, hint},
		{"the name of none", "{authentication: {none: {" + secret + "}}}", "spec.authentication.none", `"none" is reserved for model hosts without authentication`, "choose another name"},
		{"no source", "{authentication: {a: {kind: TriggerAuthentication}}}", "spec.authentication.a", source, hint},
		{"an empty source", "{authentication: {a: {secretTargetRef: []}}}", "spec.authentication.a", source, hint},
		{"an unknown provider", "{authentication: {a: {podIdentity: {provider: azure}}}}", "spec.authentication.a.podIdentity.provider", `is not supported by KEDA`, "use aws, aws-eks, azure-workload, gcp or none"},
		{"no provider", "{authentication: {a: {podIdentity: {}}}}", "spec.authentication.a.podIdentity.provider", "is missing", "KEDA requires it"},
		{"a reference without its key", "{authentication: {a: {secretTargetRef: [{parameter: p, name: n, key: k}, {parameter: p, name: n}]}}}", "spec.authentication.a.secretTargetRef[1].key", "is missing", "KEDA requires it"},
		{"a vault without secrets", "{authentication: {a: {hashiCorpVault: {address: x, authentication: token, secrets: []}}}}", "spec.authentication.a.hashiCorpVault.secrets", "is empty", "KEDA requires it"},
		{"a value from nowhere", "{authentication: {a: {oauth2: {clientId: c, tokenUrl: 'http://t', clientSecret: {valueFrom: {secretKeyRef: {name: n}}}}}}}", "spec.authentication.a.oauth2.clientSecret.valueFrom.secretKeyRef.key", "is missing", "KEDA requires it"},
		{"a file of the cluster's", "{authentication: {a: {kind: ClusterTriggerAuthentication, filePath: x.json}}}", "", "", ""},
		{"a file in a namespace", "{authentication: {a: {filePath: x.json}}}", "spec.authentication.a.filePath", "is only for a ClusterTriggerAuthentication", "set kind: ClusterTriggerAuthentication"},
	})
}

// Without these parameters KEDA sends no credential, or rejects the trigger.
func TestEveryModeNeedsItsParameters(t *testing.T) {
	tests := []struct {
		mode, complete, lacking, missing string
	}{
		{"bearer", "bearerToken: a", "token_: a", "bearerToken or token"},
		{"bearer", "token: a", "username: a", "bearerToken or token"},
		{"basic", "username: a", "password: a", "username"},
		{"tls", "cert: a, key: b", "cert: a", "key"},
		{"tls", "cert: a, key: b, ca: c", "key: a", "cert"},
		{"custom", "customAuthHeader: a, customAuthValue: b", "customAuthHeader: a", "customAuthValue"},
		{"apiKey", "apiKey: a", "key: a", "apiKey"},
		{"oauth", "oauthTokenURI: a, clientID: b", "clientID: a", "oauthTokenURI"},
	}
	for _, test := range tests {
		t.Run(test.mode+" lacking "+test.missing, func(t *testing.T) {
			entry := func(keys string) string {
				return head + "spec: {authentication: {a: {mode: " + test.mode + ", secret: {name: s, keys: {" + keys + "}}}}}\n"
			}
			_, problems := load(t, entry(test.complete))
			assert.Empty(t, problems)
			_, problems = load(t, entry(test.lacking))
			if assert.Len(t, problems, 1) {
				assert.Equal(t, "spec.authentication.a", problems[0].Path)
				assert.Equal(t, "mode "+test.mode+" needs the parameter "+test.missing, problems[0].Message)
				assert.Contains(t, problems[0].Hint, "add it to secret.keys: {")
			}
		})
	}
}

func TestParametersMayComeFromAnySource(t *testing.T) {
	testProblems(t, []invalid{
		{"a Secret of KEDA's form", "{authentication: {a: {mode: bearer, secretTargetRef: [{parameter: bearerToken, name: n, key: k}]}}}", "", "", ""},
		{"a ConfigMap", "{authentication: {a: {mode: basic, configMapTargetRef: [{parameter: username, name: n, key: k}]}}}", "", "", ""},
		{"the environment", "{authentication: {a: {mode: apiKey, env: [{parameter: apiKey, name: KEY}]}}}", "", "", ""},
		{"several", "{authentication: {a: {mode: tls, secret: {name: s, keys: {cert: c}}, env: [{parameter: key, name: KEY}]}}}", "", "", ""},
		{"an identity, which shows none", "{authentication: {a: {mode: bearer, podIdentity: {provider: gcp}}}}", "", "", ""},
	})
}
