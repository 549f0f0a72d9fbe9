package scaler

import (
	"fmt"
	"strings"
)

// globPattern mirrors pkg/scalers/azure_blob_scaler.go, Validate. Stars and question
// marks are always valid; only KEDA has a parser for the rest.
func globPattern(j *judge) {
	if v := j.get("globPattern"); v.State == Plain && strings.ContainsAny(v.Text, `[]{}\`) {
		j.add(Unchecked, "metadata.globPattern", quoted("globPattern", v.Text)+" is not checked: besides * and ?, it has other pattern characters", "check that KEDA reads it")
	}
}

// cosmosThresholds mirrors pkg/scalers/azure_cosmosdb_scaler.go, Validate.
func cosmosThresholds(j *judge) {
	const aim, activation = "changeFeedLagThreshold", "activationChangeFeedLagThreshold"
	if a, t := j.get(activation), j.get(aim); a.State == Plain && t.State == Plain && j.number(aim) > 0 && j.number(activation) >= j.number(aim) {
		j.malformed(activation, fmt.Sprintf("is not less than %s, which is %s", aim, t.Text), "write a smaller number")
	}
}

// cosmosLogin mirrors parseAzureCosmosDBMetadata. If nothing is given for the account of
// the leases, KEDA takes it from the account of the data.
func cosmosLogin(j *judge) {
	either("connection", "endpoint")(j)
	own := !j.lacks("leaseConnection") || !j.lacks("leaseEndpoint")
	keys := j.has("connection") || j.has("cosmosDBKey")
	if own {
		keys = keys && (j.has("leaseConnection") || j.has("leaseCosmosDBKey"))
	}
	if keys && (j.Credentials.Identity == "" || j.Credentials.Identity == "none") {
		return
	}
	possible := func(name string) bool { return j.get(name).State == Possible }
	if possible("connection") || possible("cosmosDBKey") || possible("leaseConnection") || possible("leaseCosmosDBKey") {
		return
	}
	azureLogin(principal, nil)(j)
}

// eventHub mirrors pkg/scalers/azure_eventhub_scaler.go, parseAzureEventHubAuthenticationMetadata.
// A pod identity of another cloud is not refused there, and not used.
func eventHub(j *judge) {
	switch identity := j.Credentials.Identity; {
	case identity == "azure-workload":
		if j.has("storageAccountName") {
			cloud("storageEndpointSuffix", environments)(j)
		}
		either("storageAccountName", "storageConnection")(j)
		j.needs("the workload identity", "eventHubNamespace", "eventHubName")
	case identity != "" && identity != "none":
		j.add(Untenable, AuthenticationField, "the pod identity "+identity+" is not for Azure", "use podIdentity: {provider: azure-workload}, or connection and storageConnection")
	case !j.Credentials.Open:
		j.needs("a trigger without a pod identity", "storageConnection", "connection")
		j.entityPath()
	}
}

// entityPath checks that a hub is named, by the connection string or beside it.
func (j *judge) entityPath() {
	v := j.get("connection")
	if !j.lacks("eventHubName") || v.State == Absent || j.isFilledIn("connection") {
		return
	}
	if v.State != Plain {
		j.add(Unchecked, "metadata.eventHubName", "eventHubName is missing, and whether connection has an EntityPath is not checked", "write eventHubName")
		return
	}
	for part := range strings.SplitSeq(v.Text, ";") {
		if key, _, found := strings.Cut(part, "="); found && strings.EqualFold(strings.TrimSpace(key), "EntityPath") {
			return
		}
	}
	j.add(Missing, "metadata.eventHubName", "the connection string has no EntityPath, and eventHubName is missing", "write eventHubName")
}

// apartAsWritten returns a condition on two keys of the metadata, whatever they say.
func apartAsWritten(one, other string) condition {
	return func(j *judge) {
		if j.Metadata[one] != "" && j.Metadata[other] != "" {
			j.contradiction(other, "does not go with "+one, "keep one of them")
		}
	}
}

// pipelinesLogin mirrors pkg/scalers/azure_pipelines_scaler.go, configureAzurePipelinesAuth.
func pipelinesLogin(j *judge) {
	switch identity := j.Credentials.Identity; {
	case !j.lacks("personalAccessToken") || identity == "azure-workload":
	case identity != "" && identity != "none":
		j.add(Contradictory, AuthenticationField, "the pod identity "+identity+" is not for Azure", "use podIdentity: {provider: azure-workload}, or personalAccessToken")
	case j.Credentials.value("azureServicePrincipal").State == Absent:
		j.needs("a trigger without a pod identity", "personalAccessToken")
	}
}

// pipelinesPool mirrors parseAzurePipelinesMetadata, which then asks Azure for the pool.
func pipelinesPool(j *judge) {
	if j.lacks("poolName") && (j.lacks("poolID") || j.is("poolID", "0")) {
		j.add(Missing, "metadata.poolName", "KEDA's azure-pipelines scaler needs poolName or poolID", "write one of them")
	}
}

// mssqlLogin mirrors pkg/scalers/mssql_scaler.go, parseMSSQLMetadata.
func mssqlLogin(j *judge) {
	azureLogin(nil, nil)(j)
	if j.Credentials.Identity == "azure-workload" && j.is("driverName", "azuresql") {
		j.contradiction("driverName", "azuresql does not go with the workload identity", "remove it")
	}
}

// pipelinesOrganization mirrors Validate of the same file.
func pipelinesOrganization(j *judge) {
	if v := j.get("organizationURL"); v.State == Plain && strings.HasSuffix(v.Text, "/") {
		j.add(Malformed, "metadata.organizationURL", "organizationURL has no organization at its end", "write https://dev.azure.com/ORGANIZATION")
	}
}
