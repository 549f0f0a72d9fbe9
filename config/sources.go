package config

import (
	"net/url"
	"reflect"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Sources reports what KEDA's CRD, webhook and operator reject in the spec of a
// TriggerAuthentication or ClusterTriggerAuthentication: KEDA 2.21.0,
// apis/keda/v1alpha1/triggerauthentication_webhook.go. No message quotes a value: it may be
// a credential in place of its reference.
func Sources(kind, path string, spec keda.TriggerAuthenticationSpec) []problem.Problem {
	c := &check{}
	c.required(path, reflect.ValueOf(spec))
	if spec.FilePath != "" && kind == keda.KindTriggerAuthentication {
		c.add(path+".filePath", "is only for a ClusterTriggerAuthentication", "set kind: "+keda.KindClusterTriggerAuthentication)
	}
	if spec.PodIdentity != nil {
		c.identity(path+".podIdentity", *spec.PodIdentity)
	}
	if spec.OAuth2 != nil {
		c.oauth2(path+".oauth2", *spec.OAuth2)
	}
	if spec.AzureServicePrincipal != nil {
		c.servicePrincipal(path+".azureServicePrincipal", *spec.AzureServicePrincipal)
	}
	return c.problems
}

func (c *check) identity(path string, p keda.PodIdentity) {
	if p.Provider == "" {
		return
	}
	if all := keda.PodIdentityProviders(); !slices.Contains(all, p.Provider) {
		c.add(path+".provider", "is not supported by KEDA", suggest.DidYouMean(p.Provider, all))
	}
	switch p.Provider {
	case keda.PodIdentityAzureWorkload:
		c.notEmpty(path+".identityId", p.IdentityID)
		c.notEmpty(path+".identityTenantId", p.IdentityTenantID)
		if given(p.IdentityAuthorityHost) && p.IdentityTenantID == nil {
			c.add(path+".identityTenantId", "is missing", "set it; identityAuthorityHost requires it")
		}
	case keda.PodIdentityAWS:
		if given(p.RoleArn) && p.IdentityOwner != nil && *p.IdentityOwner == keda.IdentityOwnerWorkload {
			c.add(path+".roleArn", "cannot be set with identityOwner workload", "keep one of them")
		}
		if given(p.ExternalID) && !given(p.RoleArn) {
			c.add(path+".roleArn", "is missing", "set it; externalID requires it")
		}
	}
}

func (c *check) notEmpty(path string, value *string) {
	if value != nil && *value == "" {
		c.add(path, "is empty", "set it, or remove it")
	}
}

func given(value *string) bool { return value != nil && *value != "" }

func (c *check) oauth2(path string, o keda.OAuth2) {
	if o.Type != "" && o.Type != keda.OAuth2ClientCredentials {
		c.add(path+".type", "is not supported", "use "+keda.OAuth2ClientCredentials)
	}
	if u, err := url.Parse(o.TokenURL); o.TokenURL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		c.add(path+".tokenUrl", "is not an http or https URL", "use a full URL such as https://login.example.com/token")
	}
}

func (c *check) servicePrincipal(path string, a keda.AzureServicePrincipal) {
	switch {
	case a.ClientSecret != nil && a.ClientCertificate != nil:
		c.add(path, "has both clientSecret and clientCertificate", "keep one of them")
	case a.ClientSecret == nil && a.ClientCertificate == nil:
		c.add(path, "has neither clientSecret nor clientCertificate", "set exactly one of them")
	}
	if a.ClientCertificatePassword != nil && a.ClientCertificate == nil {
		c.add(path+".clientCertificatePassword", "needs clientCertificate", "remove it, or add the certificate")
	}
	private := strings.EqualFold(a.Cloud, "Private")
	if private && a.ActiveDirectoryEndpoint == "" {
		c.add(path+".activeDirectoryEndpoint", "is missing", "cloud Private requires it")
	}
	if !private && a.ActiveDirectoryEndpoint != "" {
		c.add(path+".activeDirectoryEndpoint", "is only for cloud Private", "remove it, or set cloud: Private")
	}
}
