package keda

import (
	"slices"
	"strings"
)

// credentialWords are parts of the names of what may be, or hold, a credential: the
// parameters that KEDA's scalers take from a TriggerAuthentication, and addresses, which
// may have a user and a password in them.
var credentialWords = []string{
	"pass", "pwd", "secret", "token", "key", "cred", "cert", "pem", "sas", "user", "login", "customauth", "kerberos", "ccache",
	"connection", "host", "url", "uri", "address", "server", "endpoint", "broker", "header", "param", "extensions", "clientid", "tenantid", "accessid",
}

// plainCredentials are names that have such a part, and are none.
var plainCredentials = []string{"connectionLimit", "saslTokenProvider", "keyspace"}

// credentialNames are whole names.
var credentialNames = []string{"ca", "dsn", "sas"}

// IsCredential says whether what stands under a name may be a credential, or hold one,
// so that no message repeats it.
func IsCredential(name string) bool {
	if slices.Contains(plainCredentials, name) {
		return false
	}
	lower := strings.ToLower(name)
	return slices.Contains(credentialNames, lower) || slices.ContainsFunc(credentialWords, func(word string) bool {
		// SASL is a way to log in, and says nothing of the password.
		return strings.Contains(strings.ReplaceAll(lower, "sasl", ""), word)
	})
}

// amountWords are parts of the names of numbers and switches.
var amountWords = []string{
	"threshold", "value", "length", "count", "lag", "target", "replicas", "size", "depth", "limit", "timeout", "period", "interval", "duration",
	"ignore", "unsafe", "enable", "allow", "exclude", "include", "use", "max", "min", "port", "index", "metadata",
}

// Hides says of which settings a message about their type does not repeat the value: a
// number without quotes may be a password, unless its name is that of an amount.
func (Metadata) Hides(key string) bool {
	return IsCredential(key) || !slices.ContainsFunc(amountWords, func(word string) bool { return strings.Contains(strings.ToLower(key), word) })
}

// Hides says that no message repeats what stands in an authentication: who does not know
// where its Secret belongs writes the password itself.
func (TriggerAuthenticationSpec) Hides(string) bool { return true }
