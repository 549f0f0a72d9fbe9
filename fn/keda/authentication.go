package keda

// TriggerAuthenticationSpec is the spec of a TriggerAuthentication and of a
// ClusterTriggerAuthentication. Each source gives values to named parameters of a
// scaler. KEDA 2.21.0, apis/keda/v1alpha1/triggerauthentication_types.go.
type TriggerAuthenticationSpec struct {
	PodIdentity *PodIdentity `json:"podIdentity,omitempty"`
	// SecretTargetRef reads Secrets in the same namespace, or in KEDA's own namespace for a
	// ClusterTriggerAuthentication.
	SecretTargetRef    []TargetRef      `json:"secretTargetRef,omitempty"`
	ConfigMapTargetRef []TargetRef      `json:"configMapTargetRef,omitempty"`
	Env                []EnvironmentRef `json:"env,omitempty"`
	// FilePath is the path of a JSON file of parameters in the operator's container; only for
	// a ClusterTriggerAuthentication.
	FilePath                 string                     `json:"filePath,omitempty"`
	HashiCorpVault           *HashiCorpVault            `json:"hashiCorpVault,omitempty"`
	AzureKeyVault            *AzureKeyVault             `json:"azureKeyVault,omitempty"`
	GCPSecretManager         *GCPSecretManager          `json:"gcpSecretManager,omitempty"`
	AWSSecretManager         *AWSSecretManager          `json:"awsSecretManager,omitempty"`
	BoundServiceAccountToken []BoundServiceAccountToken `json:"boundServiceAccountToken,omitempty"`
	OAuth2                   *OAuth2                    `json:"oauth2,omitempty"`
	AzureServicePrincipal    *AzureServicePrincipal     `json:"azureServicePrincipal,omitempty"`
}

// TargetRef takes a parameter from a key of a Secret or ConfigMap.
type TargetRef struct {
	Parameter string `json:"parameter"`
	Name      string `json:"name"`
	Key       string `json:"key"`
}

// EnvironmentRef takes a parameter from an environment variable of the scaled workload.
type EnvironmentRef struct {
	Parameter string `json:"parameter"`
	Name      string `json:"name"`
	// ContainerName is the container. Default is the ScaledObject's envSourceContainerName, or the
	// first container.
	ContainerName string `json:"containerName,omitempty"`
}

// BoundServiceAccountToken takes a parameter from a token that KEDA requests for a service account.
type BoundServiceAccountToken struct {
	Parameter          string `json:"parameter"`
	ServiceAccountName string `json:"serviceAccountName"`
}

// ValueFrom takes a credential from a key of a Secret.
type ValueFrom struct {
	ValueFrom SecretSource `json:"valueFrom"`
}

// SecretSource is the source of a credential.
type SecretSource struct {
	SecretKeyRef SecretKeyRef `json:"secretKeyRef"`
}

// SecretKeyRef is one key of a Secret.
type SecretKeyRef struct {
	Name string `json:"name"`
	Key  string `json:"key"`
}
