package keda_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

func TestQuantity(t *testing.T) {
	tests := []struct{ text, want, problem string }{
		{"tolerance: 0.05", "0.05", ""},
		{`tolerance: "0.05"`, "0.05", ""},
		{"tolerance: 50m", "50m", ""},
		{"tolerance: 1", "1", ""},
		{"tolerance: true", "", "tolerance: must be a quantity"},
		{"tolerance: [1]", "", "tolerance: must be a quantity"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			node, problems := strictyaml.Parse(tt.text, "")
			require.Empty(t, problems)
			var rules keda.ScalingRules
			problems = strictyaml.Decode(node, "", &rules)
			assert.Equal(t, keda.Quantity(tt.want), rules.Tolerance)
			if tt.problem == "" {
				assert.Empty(t, problems)
				return
			}
			require.Len(t, problems, 1)
			assert.Contains(t, problems[0].String(), tt.problem)
		})
	}
}

func TestNameLimits(t *testing.T) {
	assert.Equal(t, 63, keda.MaxNameLength)
	assert.Equal(t, 54, keda.MaxNameLengthWithoutHPAName)
}

func TestEveryAuthModeRequiresParameters(t *testing.T) {
	for _, mode := range keda.AuthModes() {
		assert.NotEmpty(t, keda.RequiredParameters(mode), mode)
	}
	assert.Empty(t, keda.RequiredParameters(""))
	assert.Empty(t, keda.RequiredParameters("Bearer"))
}

// Every field of a TriggerAuthentication survives decoding and encoding.
func TestTriggerAuthenticationRoundTrips(t *testing.T) {
	const text = `podIdentity:
  provider: aws
  roleArn: arn:aws:iam::1:role/r
  externalID: e
secretTargetRef:
- parameter: bearerToken
  name: keda-prometheus-auth
  key: bearerToken
configMapTargetRef:
- parameter: ca
  name: cas
  key: ca.crt
env:
- parameter: user
  name: USER_NAME
  containerName: server
filePath: /mnt/auth.json
hashiCorpVault:
  address: https://vault:8200
  authentication: kubernetes
  role: keda
  mount: kubernetes
  credential:
    serviceAccountName: keda
  secrets:
  - parameter: token
    path: secret/data/x
    key: token
    type: pki
    pkiData:
      commonName: keda
azureKeyVault:
  vaultUri: https://v.vault.azure.net
  credentials:
    clientId: c
    tenantId: t
    clientSecret:
      valueFrom:
        secretKeyRef:
          name: s
          key: k
  cloud:
    type: Private
    keyVaultResourceURL: https://v
    activeDirectoryEndpoint: https://ad
  secrets:
  - parameter: token
    name: s
    version: v1
gcpSecretManager:
  credentials:
    clientSecret:
      valueFrom:
        secretKeyRef:
          name: s
          key: k
  secrets:
  - parameter: token
    id: s
    version: latest
awsSecretManager:
  region: eu-west-1
  credentials:
    accessKey:
      valueFrom:
        secretKeyRef:
          name: s
          key: a
    accessSecretKey:
      valueFrom:
        secretKeyRef:
          name: s
          key: b
  secrets:
  - parameter: token
    name: s
    versionId: v1
    versionStage: AWSCURRENT
    secretKey: token
boundServiceAccountToken:
- parameter: token
  serviceAccountName: keda
oauth2:
  type: clientCredentials
  clientId: c
  clientSecret:
    valueFrom:
      secretKeyRef:
        name: s
        key: k
  tokenUrl: https://token
  scopes:
  - read
  tokenUrlParams:
    audience: api
azureServicePrincipal:
  tenantId: t
  clientId: c
  cloud: AzurePublicCloud
  clientCertificate:
    valueFrom:
      secretKeyRef:
        name: s
        key: k
`
	node, problems := strictyaml.Parse(text, "spec")
	require.Empty(t, problems)
	var spec keda.TriggerAuthenticationSpec
	require.Empty(t, strictyaml.Decode(node, "spec", &spec))
	written, err := encoding.Document(encoding.Node(spec))
	require.NoError(t, err)
	assert.Equal(t, text, string(written))
}
