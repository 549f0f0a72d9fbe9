package keda

// AzureKeyVault takes parameters from Azure Key Vault.
type AzureKeyVault struct {
	VaultURI    string                    `json:"vaultUri"`
	Credentials *AzureKeyVaultCredentials `json:"credentials,omitempty"`
	PodIdentity *PodIdentity              `json:"podIdentity,omitempty"`
	Cloud       *AzureKeyVaultCloud       `json:"cloud,omitempty"`
	// Secrets are the secrets to read; at least one is required.
	Secrets []AzureKeyVaultSecret `json:"secrets"`
}

// AzureKeyVaultCredentials are the credentials of a Microsoft Entra application.
type AzureKeyVaultCredentials struct {
	ClientID     string     `json:"clientId"`
	TenantID     string     `json:"tenantId"`
	ClientSecret *ValueFrom `json:"clientSecret,omitempty"`
}

// AzureKeyVaultSecret takes a parameter from a secret.
type AzureKeyVaultSecret struct {
	Parameter string `json:"parameter"`
	Name      string `json:"name"`
	Version   string `json:"version,omitempty"`
}

// AzureKeyVaultCloud selects an Azure cloud other than the public one.
type AzureKeyVaultCloud struct {
	Type                    string `json:"type"`
	KeyVaultResourceURL     string `json:"keyVaultResourceURL,omitempty"`
	ActiveDirectoryEndpoint string `json:"activeDirectoryEndpoint,omitempty"`
}

// GCPSecretManager takes parameters from Google Cloud Secret Manager.
type GCPSecretManager struct {
	Credentials *GCPCredentials `json:"credentials,omitempty"`
	PodIdentity *PodIdentity    `json:"podIdentity,omitempty"`
	// Secrets are the secrets to read; at least one is required.
	Secrets []GCPSecret `json:"secrets"`
}

// GCPCredentials hold the key of a service account.
type GCPCredentials struct {
	ClientSecret ValueFrom `json:"clientSecret"`
}

// GCPSecret takes a parameter from a secret.
type GCPSecret struct {
	Parameter string `json:"parameter"`
	ID        string `json:"id"`
	// Version is the version of the secret. Default latest.
	Version string `json:"version,omitempty"`
}

// AWSSecretManager takes parameters from AWS Secrets Manager.
type AWSSecretManager struct {
	Region      string          `json:"region,omitempty"`
	Credentials *AWSCredentials `json:"credentials,omitempty"`
	PodIdentity *PodIdentity    `json:"podIdentity,omitempty"`
	// Secrets are the secrets to read; at least one is required.
	Secrets []AWSSecret `json:"secrets"`
}

// AWSCredentials hold an access key.
type AWSCredentials struct {
	AccessKey       *ValueFrom `json:"accessKey,omitempty"`
	AccessSecretKey *ValueFrom `json:"accessSecretKey,omitempty"`
	AccessToken     *ValueFrom `json:"accessToken,omitempty"`
}

// AWSSecret takes a parameter from a secret.
type AWSSecret struct {
	Parameter    string `json:"parameter"`
	Name         string `json:"name"`
	VersionID    string `json:"versionId,omitempty"`
	VersionStage string `json:"versionStage,omitempty"`
	// SecretKey is the key to read, if the secret contains JSON.
	SecretKey string `json:"secretKey,omitempty"`
}
