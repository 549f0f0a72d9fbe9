package rule

import (
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var authenticationUnsent = &Rule{
	ID:                "authentication-unsent",
	Severity:          finding.Warning,
	Layer:             Scaling,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"authenticationRef", "metadata.authModes", "metadata.authMode"},
	Summary:           "a Prometheus trigger with credentials but without authModes",
	Consequence:       "no credential is sent",
	Run:               checkAuthenticationUnsent,
}

// authParametersWithoutModes are the parameters that KEDA uses if there are no authModes, and the
// modes themselves: pkg/scalers/prometheus_scaler.go, aws.NewSigV4RoundTripper and
// gcp.GetGCPOAuth2HTTPTransport.
var authParametersWithoutModes = []string{"authModes", "authMode", "awsAccessKeyID", "awsAccessKeyId", "awsRoleArn", "GoogleApplicationCredentials"}

func checkAuthenticationUnsent(p *pass) {
	p.eachPrometheus(func(path string, t keda.Trigger) {
		if t.AuthenticationRef == nil || t.Metadata["authModes"]+t.Metadata["authMode"] != "" {
			return
		}
		// A pod identity or a vault may suffice, and the modes may be among the parameters.
		if c := p.credentials(*t.AuthenticationRef); c.known && c.named && c.identity == "" && !slices.ContainsFunc(authParametersWithoutModes, func(name string) bool { return c.parameters[name] }) {
			p.report(path, fmt.Sprintf("authModes is not set, so the credentials of %s are not sent", t.AuthenticationRef.Name),
				p.hintFor("set authModes in metadata, or the authentication's mode in the functionConfig", "set authModes in metadata, such as authModes: bearer"))
		}
	})
}
