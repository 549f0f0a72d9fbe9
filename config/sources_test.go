package config_test

import "testing"

// KEDA's webhook for TriggerAuthentications rejects these.
func TestSources(t *testing.T) {
	const at = "spec.authentication.a."
	of := func(source string) string { return "{authentication: {a: {" + source + "}}}" }
	const key = "{valueFrom: {secretKeyRef: {name: n, key: k}}}"
	testProblems(t, []invalid{
		{"an Azure identity", of("podIdentity: {provider: azure-workload, identityId: i, identityAuthorityHost: h, identityTenantId: t}"), "", "", ""},
		{"an empty identity", of("podIdentity: {provider: azure-workload, identityId: ''}"), at + "podIdentity.identityId", "is empty", "set it, or remove it"},
		{"an empty tenant", of("podIdentity: {provider: azure-workload, identityTenantId: ''}"), at + "podIdentity.identityTenantId", "is empty", "set it, or remove it"},
		{"an authority without its tenant", of("podIdentity: {provider: azure-workload, identityAuthorityHost: h}"), at + "podIdentity.identityTenantId", "is missing", "set it; identityAuthorityHost requires it"},
		{"an AWS role", of("podIdentity: {provider: aws, roleArn: r, externalID: e}"), "", "", ""},
		{"a role of the workload's", of("podIdentity: {provider: aws, roleArn: r, identityOwner: workload}"), at + "podIdentity.roleArn", "cannot be set with identityOwner workload", "keep one of them"},
		{"an external ID without a role", of("podIdentity: {provider: aws, externalID: e}"), at + "podIdentity.roleArn", "is missing", "set it; externalID requires it"},
		{"a token's address", of("oauth2: {type: clientCredentials, clientId: c, tokenUrl: 'https://login.example.com/token'}"), "", "", ""},
		{"an address without a scheme", of("oauth2: {clientId: c, tokenUrl: login.example.com}"), at + "oauth2.tokenUrl", `is not an http or https URL`, "use a full URL such as https://login.example.com/token"},
		{"another grant", of("oauth2: {type: password, clientId: c, tokenUrl: 'https://t'}"), at + "oauth2.type", `is not supported`, "use clientCredentials"},
		{"a principal", of("azureServicePrincipal: {tenantId: t, clientId: c, clientSecret: " + key + "}"), "", "", ""},
		{"a principal of a private cloud", of("azureServicePrincipal: {tenantId: t, clientId: c, cloud: private, activeDirectoryEndpoint: e, clientCertificate: " + key + "}"), "", "", ""},
		{"a principal with two proofs", of("azureServicePrincipal: {tenantId: t, clientId: c, clientSecret: " + key + ", clientCertificate: " + key + "}"), at + "azureServicePrincipal", "has both clientSecret and clientCertificate", "keep one of them"},
		{"a principal with none", of("azureServicePrincipal: {tenantId: t, clientId: c}"), at + "azureServicePrincipal", "has neither clientSecret nor clientCertificate", "set exactly one of them"},
		{"a password for no certificate", of("azureServicePrincipal: {tenantId: t, clientId: c, clientSecret: " + key + ", clientCertificatePassword: " + key + "}"), at + "azureServicePrincipal.clientCertificatePassword", "needs clientCertificate", "remove it, or add the certificate"},
		{"a private cloud without its endpoint", of("azureServicePrincipal: {tenantId: t, clientId: c, cloud: Private, clientSecret: " + key + "}"), at + "azureServicePrincipal.activeDirectoryEndpoint", "is missing", "cloud Private requires it"},
		{"an endpoint of a public cloud", of("azureServicePrincipal: {tenantId: t, clientId: c, activeDirectoryEndpoint: e, clientSecret: " + key + "}"), at + "azureServicePrincipal.activeDirectoryEndpoint", "is only for cloud Private", "remove it, or set cloud: Private"},
	})
}
