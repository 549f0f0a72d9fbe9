package keda

// HashiCorpVault takes parameters from HashiCorp Vault.
type HashiCorpVault struct {
	Address   string `json:"address"`
	Namespace string `json:"namespace,omitempty"`
	// Authentication is token or kubernetes.
	Authentication string           `json:"authentication"`
	Role           string           `json:"role,omitempty"`
	Mount          string           `json:"mount,omitempty"`
	Credential     *VaultCredential `json:"credential,omitempty"`
	// Secrets are the secrets to read; at least one is required.
	Secrets []VaultSecret `json:"secrets"`
}

// VaultCredential is the credential for Vault: a token, or that of a service account.
type VaultCredential struct {
	Token string `json:"token,omitempty"`
	// ServiceAccount is the path of a token file in the operator's container.
	ServiceAccount     string `json:"serviceAccount,omitempty"`
	ServiceAccountName string `json:"serviceAccountName,omitempty"`
}

// VaultSecret takes a parameter from a key of the secret at a path.
type VaultSecret struct {
	Parameter string `json:"parameter"`
	Path      string `json:"path"`
	Key       string `json:"key"`
	// Type is secretV2, secret or pki. Empty means that KEDA detects it.
	Type    string        `json:"type,omitempty"`
	PKIData *VaultPKIData `json:"pkiData,omitempty"`
}

// VaultPKIData holds the fields of a certificate request, for type pki.
type VaultPKIData struct {
	CommonName string `json:"commonName,omitempty"`
	AltNames   string `json:"altNames,omitempty"`
	IPSans     string `json:"ipSans,omitempty"`
	URISans    string `json:"uriSans,omitempty"`
	OtherSans  string `json:"otherSans,omitempty"`
	TTL        string `json:"ttl,omitempty"`
	Format     string `json:"format,omitempty"`
}
