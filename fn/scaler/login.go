package scaler

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// logins checks authModes against the parameters that each needs: pkg/scalers/authentication.
func logins(j *judge) { j.loginsBut(func(string) bool { return false }) }

// loginsBut is logins for a scaler that takes some of the parameters from elsewhere, too.
func (j *judge) loginsBut(given func(name string) bool) {
	modes := j.get("authModes")
	if modes.State == Hidden && !j.isFilledIn("authModes") {
		j.add(Unchecked, "metadata.authModes", "authModes is not known here, so what it needs is not checked", "write it in metadata")
	}
	if modes.State != Plain {
		return
	}
	for mode := range strings.SplitSeq(modes.Text, ",") {
		mode = strings.TrimSpace(mode)
		for _, alternatives := range keda.RequiredParameters(mode) {
			if !slices.ContainsFunc(alternatives, func(name string) bool { return given(name) || !j.lacks(name) }) {
				j.add(Missing, AuthenticationField, fmt.Sprintf("authModes %s needs the parameter %s", mode, oneOf(alternatives)),
					AddToAuthentication)
			}
		}
	}
}

// gitHubLogin mirrors pkg/scalers/github_runner_scaler.go, Validate. The personal access token is
// a bearer token, too.
func gitHubLogin(j *judge) {
	bearer := j.get("authModes").State == Hidden || slices.ContainsFunc(list(j.get("authModes").Text), func(mode string) bool { return strings.TrimSpace(mode) == "bearer" })
	if j.lacks("appKey") && j.lacks("personalAccessToken") && !bearer {
		j.add(Missing, AuthenticationField, "KEDA's github-runner scaler needs personalAccessToken or appKey", AddToAuthentication)
	}
	application := func(name string) bool { return j.has(name) && !j.is(name, "0") }
	if application("applicationID") || application("installationID") || j.has("appKey") {
		for _, name := range []string{"applicationID", "installationID"} {
			if j.is(name, "0") {
				j.malformed(name, "is not an ID", "write the ID of the GitHub App")
			}
		}
		j.needs("a GitHub App", "applicationID", "installationID", "appKey")
	}
	j.modesOf("bearer")
	j.loginsBut(func(name string) bool { return name == "bearerToken" && !j.lacks("personalAccessToken") })
}

// pulsarLogin mirrors pkg/scalers/pulsar_scaler.go, handleBackwardsCompatibility: tls is an
// authMode, and metadata may give what OAuth2 needs.
func pulsarLogin(j *judge) {
	if j.is("tls", "enable") {
		j.together("cert", "key")
	}
	j.loginsBut(func(name string) bool {
		return slices.Contains([]string{"oauthTokenURI", "clientID"}, name) && j.Metadata[name] != ""
	})
}

// openStackMetric mirrors pkg/scalers/openstack_metrics_scaler.go,
// parseOpenstackMetricAuthenticationMetadata, which reads the authentication by itself.
func openStackMetric(j *judge) {
	lacks := func(name string) bool { return j.Credentials.value(name).State == Absent }
	need := func(what string) {
		j.add(Missing, AuthenticationField, "KEDA's openstack-metric scaler needs "+what, AddToAuthentication)
	}
	if lacks("authURL") {
		need("authURL")
	}
	switch {
	case lacks("userID") && lacks("appCredentialSecret"):
		need("userID and password")
	case j.Credentials.value("userID").State == Hidden && lacks("password"):
		need("password with userID")
	case lacks("userID"):
		j.add(Untenable, AuthenticationField, "KEDA sends appCredentialSecret as the credential's ID, without a secret", "give userID and password instead")
	}
}

// swiftLogin mirrors pkg/scalers/openstack_swift_scaler.go, Validate.
func swiftLogin(j *judge) {
	if j.lacks("userID") {
		either("userID", "appCredentialID")(j)
		along("appCredentialID", "appCredentialSecret")(j)
	}
}
