package scaler

import (
	"slices"
	"strings"
)

// extra are keys of the metadata that KEDA reads beside its structs, by the beginning
// of the trigger type: pkg/scalers/aws, azure and gcp, and the scaler's own file.
var extra = []struct {
	types string
	keys  []string
}{
	{"apache-kafka", aws},
	{"aws-", aws},
	{"azure-", []string{"cloud", "endpointSuffix", "storageEndpointSuffix", "activeDirectoryEndpoint", "cosmosDBResourceURL"}},
	{"datadog", []string{"type"}},
	{"gcp-", google},
	{"kafka", aws},
	{"pulsar", []string{"oauthTokenURI", "scope", "clientID", "EndpointParams"}},
	{"prometheus", slices.Concat(aws, google, []string{"cloud", "azureManagedPrometheusResourceURL"})},
}

var (
	aws    = []string{"identityOwner", "awsAccessKeyID", "awsAccessKeyIDFromEnv", "awsSecretAccessKeyFromEnv"}
	google = []string{"credentialsFromEnv", "credentialsFromEnvFile"}
)

// reads says whether KEDA reads a key although its structs do not have it.
func (s Scaler) reads(key string) bool {
	if s.Type == "sumologic" && strings.HasPrefix(key, "query.") {
		return true
	}
	for _, e := range extra {
		if strings.HasPrefix(s.Type, e.types) && slices.Contains(e.keys, key) {
			return true
		}
	}
	return false
}

// takesAnyKey says whether the scaler passes its metadata on to a service of the user's.
func (s Scaler) takesAnyKey() bool { return s.Type == "external" || s.Type == "external-push" }
