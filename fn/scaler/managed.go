package scaler

import (
	"net/url"
	"strings"
)

// checkManagedPrometheus checks the identity that Prometheus servers in clouds require:
// prometheus_scaler.go, NewPrometheusScaler, aws_sigv4.go and
// azure_managed_prometheus_http_round_tripper.go. KEDA does not report that it has none.
func (c *checker) checkManagedPrometheus() {
	v := c.value("serverAddress")
	u, err := url.Parse(v.Text)
	if v.State != Plain || err != nil || c.value("authModes").State != Absent {
		if v.State == Plain && err == nil {
			c.checkThanosNamespace(u)
		}
		return
	}
	login, host := c.Credentials, strings.ToLower(u.Hostname())
	switch {
	case isAmazon(host):
		c.checkAmazonPrometheus(host)
	case host == "monitoring.googleapis.com":
		if login.Identity != "gcp" && !login.Open && !login.Parameters["GoogleApplicationCredentials"] && c.Metadata["credentialsFromEnv"] == "" && c.Metadata["credentialsFromEnvFile"] == "" {
			c.addUnsigned("Google Managed Prometheus rejects requests without an identity, and the trigger has none", "podIdentity: {provider: gcp}")
		}
	case strings.HasSuffix(host, ".prometheus.monitor.azure.com"):
		if login.Identity != "azure-workload" && !login.Open {
			c.addUnsigned("Azure Managed Prometheus rejects requests without an identity, and the trigger has none", "podIdentity: {provider: azure-workload}")
		}
	}
	c.checkThanosNamespace(u)
}

func isAmazon(host string) bool {
	return strings.HasPrefix(host, "aps-workspaces") && (strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".amazonaws.com.cn"))
}

// checkAmazonPrometheus checks Amazon Managed Service for Prometheus, which requires requests
// signed for its region.
func (c *checker) checkAmazonPrometheus(host string) {
	owner := c.Metadata["identityOwner"]
	login := c.Credentials
	keys := login.Parameters["awsRoleArn"] || login.Parameters["awsAccessKeyID"] || login.Parameters["awsAccessKeyId"] || c.Metadata["awsAccessKeyID"] != "" || c.Metadata["awsAccessKeyIDFromEnv"] != ""
	if login.Identity != "aws" && !login.Open && !keys && (owner == "" || owner == "pod") {
		c.addUnsigned("Amazon Managed Prometheus rejects unsigned requests, and the trigger has no identity", "podIdentity: {provider: aws}")
		return
	}
	if c.lacks("awsRegion") {
		region := "REGION"
		if parts := strings.Split(host, "."); len(parts) > 3 {
			region = parts[1]
		}
		c.add(Unusable, "metadata.awsRegion", "awsRegion is missing; KEDA needs it to sign requests to Amazon Managed Prometheus", "set awsRegion: "+region)
	}
}

func (c *checker) addUnsigned(message, identity string) {
	c.add(Unusable, AuthenticationField, message, "refer to a TriggerAuthentication with "+identity)
}

// checkThanosNamespace checks requests to the port of OpenShift's Thanos for a single namespace.
func (c *checker) checkThanosNamespace(u *url.URL) {
	const port = "9092"
	if u.Port() == port && strings.HasPrefix(u.Hostname(), "thanos-querier.openshift-monitoring") && c.lacks("namespace") && !strings.Contains(c.Metadata["queryParameters"], "namespace=") {
		c.add(Unusable, "metadata.namespace", "namespace is missing; without it, port 9092 of OpenShift's Thanos rejects every query", "set the namespace whose metrics the query reads, or use port 9091")
	}
}
