package keda

// PodIdentity authenticates with the platform's own identity.
type PodIdentity struct {
	// Provider is azure-workload, gcp, aws, aws-eks or none.
	Provider string `json:"provider"`
	// IdentityID may be omitted, but not empty.
	IdentityID *string `json:"identityId,omitempty"`
	// IdentityTenantID may be omitted, but not empty.
	IdentityTenantID *string `json:"identityTenantId,omitempty"`
	// IdentityAuthorityHost requires identityTenantId.
	IdentityAuthorityHost *string `json:"identityAuthorityHost,omitempty"`
	// RoleArn is for provider aws. It cannot be combined with identityOwner workload.
	RoleArn *string `json:"roleArn,omitempty"`
	// ExternalID requires roleArn.
	ExternalID *string `json:"externalID,omitempty"`
	// IdentityOwner is keda (default) or workload.
	IdentityOwner *string `json:"identityOwner,omitempty"`
}

// Pod identity providers: KEDA 2.21.0, triggerauthentication_types.go.
const (
	PodIdentityNone          = "none"
	PodIdentityAzureWorkload = "azure-workload"
	PodIdentityGCP           = "gcp"
	PodIdentityAWS           = "aws"
	PodIdentityAWSEKS        = "aws-eks"
)

// PodIdentityProviders lists all providers.
func PodIdentityProviders() []string {
	return []string{PodIdentityAWS, PodIdentityAWSEKS, PodIdentityAzureWorkload, PodIdentityGCP, PodIdentityNone}
}

// IdentityOwnerWorkload makes KEDA use the scaled workload's identity instead of its own:
// KEDA 2.21.0, triggerauthentication_types.go.
const IdentityOwnerWorkload = "workload"

// OAuth2 fetches a token with client credentials.
type OAuth2 struct {
	// Type is clientCredentials (default), the only supported grant type.
	Type           string            `json:"type,omitempty"`
	ClientID       string            `json:"clientId"`
	ClientSecret   *ValueFrom        `json:"clientSecret,omitempty"`
	TokenURL       string            `json:"tokenUrl"`
	Scopes         []string          `json:"scopes,omitempty"`
	TokenURLParams map[string]string `json:"tokenUrlParams,omitempty"`
}

// OAuth2ClientCredentials is the only grant type of KEDA 2.21.0.
const OAuth2ClientCredentials = "clientCredentials"

// AzureServicePrincipal is a Microsoft Entra service principal, with either a
// client secret or a client certificate.
type AzureServicePrincipal struct {
	TenantID string `json:"tenantId"`
	ClientID string `json:"clientId"`
	// Cloud is the Azure cloud. Default AzurePublicCloud.
	Cloud string `json:"cloud,omitempty"`
	// ActiveDirectoryEndpoint is required for the cloud Private, and only used there.
	ActiveDirectoryEndpoint   string     `json:"activeDirectoryEndpoint,omitempty"`
	ClientSecret              *ValueFrom `json:"clientSecret,omitempty"`
	ClientCertificate         *ValueFrom `json:"clientCertificate,omitempty"`
	ClientCertificatePassword *ValueFrom `json:"clientCertificatePassword,omitempty"`
}
