package scaler

import (
	"net/url"
	"strings"
)

// managed holds Prometheus servers that clouds run against the identity without which
// they answer nobody: prometheus_scaler.go, NewPrometheusScaler, aws_sigv4.go and
// azure_managed_prometheus_http_round_tripper.go. KEDA hides that it has none.
func (j *judge) managed() {
	v := j.get("serverAddress")
	u, err := url.Parse(v.Text)
	if v.State != Plain || err != nil || j.get("authModes").State != Absent {
		if v.State == Plain && err == nil {
			j.tenancy(u)
		}
		return
	}
	c, host := j.Credentials, strings.ToLower(u.Hostname())
	switch {
	case isAmazon(host):
		j.amazonManaged(host)
	case host == "monitoring.googleapis.com":
		if c.Identity != "gcp" && !c.Open && !c.Parameters["GoogleApplicationCredentials"] && j.Metadata["credentialsFromEnv"] == "" && j.Metadata["credentialsFromEnvFile"] == "" {
			j.unsigned("Google Managed Prometheus refuses requests without an identity, and the trigger has none", "podIdentity: {provider: gcp}")
		}
	case strings.HasSuffix(host, ".prometheus.monitor.azure.com"):
		if c.Identity != "azure-workload" && !c.Open {
			j.unsigned("Azure Managed Prometheus refuses requests without an identity, and the trigger has none", "podIdentity: {provider: azure-workload}")
		}
	}
	j.tenancy(u)
}

func isAmazon(host string) bool {
	return strings.HasPrefix(host, "aps-workspaces") && (strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".amazonaws.com.cn"))
}

// amazonManaged is for Amazon Managed Service for Prometheus, which wants requests signed
// for its region.
func (j *judge) amazonManaged(host string) {
	owner := j.Metadata["identityOwner"]
	c := j.Credentials
	keys := c.Parameters["awsRoleArn"] || c.Parameters["awsAccessKeyID"] || c.Parameters["awsAccessKeyId"] || j.Metadata["awsAccessKeyID"] != "" || j.Metadata["awsAccessKeyIDFromEnv"] != ""
	if c.Identity != "aws" && !c.Open && !keys && (owner == "" || owner == "pod") {
		j.unsigned("Amazon Managed Prometheus refuses unsigned requests, and the trigger has no identity", "podIdentity: {provider: aws}")
		return
	}
	if j.lacks("awsRegion") {
		region := "REGION"
		if parts := strings.Split(host, "."); len(parts) > 3 {
			region = parts[1]
		}
		j.add(Untenable, "metadata.awsRegion", "awsRegion is missing; KEDA needs it to sign requests to Amazon Managed Prometheus", "write awsRegion: "+region)
	}
}

func (j *judge) unsigned(message, identity string) {
	j.add(Untenable, AuthenticationField, message, "name a TriggerAuthentication with "+identity)
}

// tenancy is for the port of OpenShift's Thanos that is for users of one namespace.
func (j *judge) tenancy(u *url.URL) {
	const port = "9092"
	if u.Port() == port && strings.HasPrefix(u.Hostname(), "thanos-querier.openshift-monitoring") && j.lacks("namespace") && !strings.Contains(j.Metadata["queryParameters"], "namespace=") {
		j.add(Untenable, "metadata.namespace", "namespace is missing; without it, port 9092 of OpenShift's Thanos refuses every query", "write the namespace whose metrics the query reads, or use port 9091")
	}
}
