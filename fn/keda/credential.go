package keda

import (
	"slices"
	"strings"
)

// credentialWords are parts of the names of parameters that may be or contain a credential:
// those that KEDA's scalers take from a TriggerAuthentication, and addresses, which may
// contain a user and a password.
var credentialWords = []string{
	"pass", "pwd", "secret", "token", "key", "cred", "cert", "pem", "sas", "user", "login", "customauth", "kerberos", "ccache",
	"connection", "host", "url", "uri", "address", "server", "endpoint", "broker", "header", "param", "extensions", "clientid", "tenantid", "accessid",
}

// plainNames contain such a word but are not credentials.
var plainNames = []string{"connectionLimit", "saslTokenProvider", "keyspace"}

// credentialNames are complete names of credentials.
var credentialNames = []string{"ca", "dsn", "sas"}

// IsCredential reports whether the value of a parameter may be or contain a credential. No
// message quotes such a value.
func IsCredential(name string) bool {
	if slices.Contains(plainNames, name) {
		return false
	}
	lower := strings.ToLower(name)
	return slices.Contains(credentialNames, lower) || slices.ContainsFunc(credentialWords, func(word string) bool {
		// SASL is a way to log in; its settings are not passwords.
		return strings.Contains(strings.ReplaceAll(lower, "sasl", ""), word)
	})
}

// amountWords are parts of the names of numbers and booleans.
var amountWords = []string{
	"threshold", "value", "length", "count", "lag", "target", "replicas", "size", "depth", "limit", "timeout", "period", "interval", "duration",
	"ignore", "unsafe", "enable", "allow", "exclude", "include", "use", "max", "min", "port", "index", "metadata",
}

// IsSecret reports whether a setting may be a password, possibly written as a number without
// quotes. A setting with the name of an amount is not.
func (Metadata) IsSecret(key string) bool {
	return IsCredential(key) || !slices.ContainsFunc(amountWords, func(word string) bool { return strings.Contains(strings.ToLower(key), word) })
}

// IsSecret reports true for all fields: users write a password in place of the reference to
// its Secret.
func (TriggerAuthenticationSpec) IsSecret(string) bool { return true }
