package scaler

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// checkAuthModeLogins checks authModes against the parameters that each needs:
// pkg/scalers/authentication.
func checkAuthModeLogins(c *checker) { c.checkLogins(func(string) bool { return false }) }

// checkLogins checks authModes for a scaler that also takes some of the parameters from elsewhere.
func (c *checker) checkLogins(given func(name string) bool) {
	modes := c.value("authModes")
	if modes.State == Hidden && !c.isFilledIn("authModes") {
		c.add(Unchecked, "metadata.authModes", "authModes is set outside metadata, so what it requires is not checked", "set it in metadata")
	}
	if modes.State != Plain {
		return
	}
	for mode := range strings.SplitSeq(modes.Text, ",") {
		mode = strings.TrimSpace(mode)
		for _, alternatives := range keda.RequiredParameters(mode) {
			if !slices.ContainsFunc(alternatives, func(name string) bool { return given(name) || !c.lacks(name) }) {
				c.add(Missing, AuthenticationField, fmt.Sprintf("authModes %s needs the parameter %s", mode, suggest.Alternatives(alternatives)), "")
			}
		}
	}
}

// checkGitHubLogin mirrors pkg/scalers/github_runner_scaler.go, Validate. The personal access token
// is a bearer token, too.
func checkGitHubLogin(c *checker) {
	bearer := c.value("authModes").State == Hidden || slices.ContainsFunc(list(c.value("authModes").Text), func(mode string) bool { return strings.TrimSpace(mode) == "bearer" })
	if c.lacks("appKey") && c.lacks("personalAccessToken") && !bearer {
		c.add(Missing, AuthenticationField, "KEDA's github-runner scaler needs personalAccessToken or appKey", "")
	}
	application := func(name string) bool { return c.has(name) && !c.is(name, "0") }
	if application("applicationID") || application("installationID") || c.has("appKey") {
		for _, name := range []string{"applicationID", "installationID"} {
			if c.is(name, "0") {
				c.addMalformed(name, "is not an ID", "set the ID of the GitHub App")
			}
		}
		c.require("a GitHub App", "applicationID", "installationID", "appKey")
	}
	c.checkAuthModes("bearer")
	c.checkLogins(func(name string) bool { return name == "bearerToken" && !c.lacks("personalAccessToken") })
}

// checkPulsarLogin mirrors pkg/scalers/pulsar_scaler.go, handleBackwardsCompatibility: tls is an
// authMode, and metadata may give what OAuth2 needs.
func checkPulsarLogin(c *checker) {
	if c.is("tls", "enable") {
		c.checkPair("cert", "key")
	}
	c.checkLogins(func(name string) bool {
		return slices.Contains([]string{"oauthTokenURI", "clientID"}, name) && c.Metadata[name] != ""
	})
}

// checkOpenStackLogin mirrors pkg/scalers/openstack_metrics_scaler.go,
// parseOpenstackMetricAuthenticationMetadata, which reads the authentication by itself.
func checkOpenStackLogin(c *checker) {
	lacks := func(name string) bool { return c.Credentials.value(name).State == Absent }
	need := func(what string) {
		c.add(Missing, AuthenticationField, "KEDA's openstack-metric scaler needs "+what, "")
	}
	if lacks("authURL") {
		need("authURL")
	}
	switch {
	case lacks("userID") && lacks("appCredentialSecret"):
		need("userID and password")
	case c.Credentials.value("userID").State == Hidden && lacks("password"):
		need("password with userID")
	case lacks("userID"):
		c.add(Unusable, AuthenticationField, "KEDA sends appCredentialSecret as the ID of the credential, without a secret", "use userID and password instead")
	}
}

// checkSwiftLogin mirrors pkg/scalers/openstack_swift_scaler.go, Validate.
func checkSwiftLogin(c *checker) {
	if c.lacks("userID") {
		anyOf("userID", "appCredentialID")(c)
		ifGiven("appCredentialID", "appCredentialSecret")(c)
	}
}
