package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/problem"
)

func secret(text string) string { return "{authentication: {a: {secret: {" + text + "}}}}" }

func TestValidateSecret(t *testing.T) {
	const at = "spec.authentication.a.secret"
	const keys = ", keys: {bearerToken: token}"
	const store = ", source: externalSecret, store: {name: vault"
	testProblems(t, []invalid{
		{"existing", secret("name: s" + keys), "", "", ""},
		{"of an external store", secret("name: s" + keys + store + ", kind: SecretStore}, remoteKey: r, refreshInterval: 15m"), "", "", ""},
		{"inline", secret("name: s" + keys + ", source: inline, data: {token: eyJhbGciOi}"), "", "", ""},
		{"no name", secret("keys: {bearerToken: token}"), at + ".name", "is empty", "name the Secret"},
		{"no Secret's name", secret("name: S_s" + keys), at + ".name", "is not valid", "use a Secret's name"},
		{"no keys", secret("name: s"), at + ".keys", "is empty", "map a parameter to a key of the Secret, such as bearerToken: token"},
		{"an empty key", secret(`name: s, keys: {bearerToken: ""}`), at + ".keys.bearerToken", `is not a valid key of a Secret`, "use letters, digits, dashes, dots and underscores"},
		{"a key of other letters", secret(`name: s, keys: {bearerToken: a/b}`), at + ".keys.bearerToken", `is not a valid key of a Secret`, "use letters, digits, dashes, dots and underscores"},
		{"no source of that name", secret("name: s" + keys + ", source: external"), at + ".source", "is not allowed", "use existing, externalSecret or inline"},
		{"no namespace", secret("name: s" + keys + ", namespace: A"), at + ".namespace", "is not valid", "use a namespace's name"},
		{"no store", secret("name: s" + keys + ", source: externalSecret"), at + ".store.name", "is empty", "name the external-secrets store"},
		{"no kind of store", secret("name: s" + keys + store + ", kind: Store}"), at + ".store.kind", "is not allowed", "use SecretStore or ClusterSecretStore"},
		{"a store for nothing", secret("name: s" + keys + ", store: {name: vault}"), at + ".store", "is only for source externalSecret", "remove it, or set source: externalSecret"},
		{"no interval", secret("name: s" + keys + store + "}, refreshInterval: hourly"), at + ".refreshInterval", "is not a duration", "use a duration such as 1h or 15m"},
		{"an interval into the past", secret("name: s" + keys + store + "}, refreshInterval: -1h"), at + ".refreshInterval", "is not a duration", "use a duration such as 1h or 15m"},
		{"values for nothing", secret("name: s" + keys + ", data: {token: eyJhbGciOi}"), at + ".data", "is only for source inline", "remove it, or set source: inline"},
		{"no value", secret("name: s" + keys + ", source: inline, data: {other: x}"), at + ".data.token", "is missing", "set a value for each key of an inline Secret"},
	})
}

func TestPlaceholdersAreRejectedAndNeverRepeated(t *testing.T) {
	for _, value := range []string{
		"", " ", "REPLACE_ME", "replace-me-with-a-token", "<your-token>", "changeme", "{{ token }}", "[secret]", "xxx", "placeholder", "FixMe", "password",
	} {
		t.Run(value, func(t *testing.T) {
			_, problems := load(t, head+"spec: "+secret(`name: s, keys: {bearerToken: key}, source: inline, data: {key: "`+value+`"}`)+"\n")
			assert.Equal(t, []problem.Problem{{
				Path: "spec.authentication.a.secret.data.key", Message: "contains a placeholder",
				Hint: "use the actual value, or use source: externalSecret or existing",
			}}, problems)
		})
	}
}

func TestRealValuesAreNotPlaceholders(t *testing.T) {
	for _, value := range []string{"eyJhbGciOiJIUzI1NiJ9.e30.x", "s3cr3t", "token-4711", "a", "passwordless"} {
		_, problems := load(t, head+"spec: "+secret(`name: s, keys: {bearerToken: key}, source: inline, data: {key: "`+value+`"}`)+"\n")
		assert.Empty(t, problems, value)
	}
}

// Other problems do not put a value into a message either.
func TestNoMessageRepeatsASecretsValue(t *testing.T) {
	const value = "eyJhbGciOiJIUzI1NiJ9"
	for _, text := range []string{
		"name: s, keys: {bearerToken: key}, data: {key: " + value + "}",
		"name: S_s, keys: {bearerToken: other}, source: inline, data: {key: " + value + "}",
		"name: s, keys: {bearerToken: key}, source: inlin, data: {key: " + value + "}",
		"name: s, keys: {bearerToken: key}, source: inline, data: {key: " + value + ", key: " + value + "}",
	} {
		_, problems := load(t, head+"spec: "+secret(text)+"\n")
		require.NotEmpty(t, problems)
		for _, p := range problems {
			assert.NotContains(t, p.String(), value)
		}
	}
}

// Neither does a misplaced value.
func TestNoMessageRepeatsAMisplacedSecret(t *testing.T) {
	const value = "hunter2"
	for _, text := range []string{
		"authentication: " + value,
		"authentication: {a: " + value + "}",
		"authentication: {a: {secret: " + value + "}}",
		"authentication: {a: {secret: {name: s, keys: {bearerToken: key}, source: " + value + "}}}",
		"authentication: {a: {secret: {name: s, keys: {bearerToken: key}, source: inline, data: " + value + "}}}",
	} {
		_, problems := load(t, head+"spec: {"+text+"}\n")
		require.NotEmpty(t, problems, text)
		for _, p := range problems {
			assert.NotContains(t, p.String(), value, text)
		}
	}
}

// A token of digits is a number in YAML, but still a secret.
func TestAValueThatIsNotAStringIsNotRepeated(t *testing.T) {
	const want = "spec.authentication.a.secret.data: the value of key is not a string; quote it"
	for _, value := range []string{"4711471147114711", "true", "[4711471147114711]", "{a: 4711471147114711}"} {
		_, problems := load(t, head+"spec: "+secret("name: s, keys: {bearerToken: key}, source: inline, data: {key: "+value+"}")+"\n")
		require.Len(t, problems, 1)
		assert.Equal(t, want, problems[0].String())
	}
}
