package keda

// HashiCorpVault takes parameters from Vault.
type HashiCorpVault struct {
	Address   string `json:"address"`
	Namespace string `json:"namespace,omitempty"`
	// Authentication is token or kubernetes.
	Authentication string           `json:"authentication"`
	Role           string           `json:"role,omitempty"`
	Mount          string           `json:"mount,omitempty"`
	Credential     *VaultCredential `json:"credential,omitempty"`
	// Secrets are required: one or more.
	Secrets []VaultSecret `json:"secrets"`
}

// VaultCredential logs in to Vault: a token, or a service account's.
type VaultCredential struct {
	Token string `json:"token,omitempty"`
	// ServiceAccount is the path of a token file beside the operator.
	ServiceAccount     string `json:"serviceAccount,omitempty"`
	ServiceAccountName string `json:"serviceAccountName,omitempty"`
}

// VaultSecret takes a parameter from a key at a path.
type VaultSecret struct {
	Parameter string `json:"parameter"`
	Path      string `json:"path"`
	Key       string `json:"key"`
	// Type is "" (found out by KEDA), secretV2, secret or pki.
	Type    string        `json:"type,omitempty"`
	PKIData *VaultPKIData `json:"pkiData,omitempty"`
}

// VaultPKIData is what a certificate of type pki is asked for.
type VaultPKIData struct {
	CommonName string `json:"commonName,omitempty"`
	AltNames   string `json:"altNames,omitempty"`
	IPSans     string `json:"ipSans,omitempty"`
	URISans    string `json:"uriSans,omitempty"`
	OtherSans  string `json:"otherSans,omitempty"`
	TTL        string `json:"ttl,omitempty"`
	Format     string `json:"format,omitempty"`
}
