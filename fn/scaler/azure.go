package scaler

import (
	"fmt"
	"strings"
)

// checkGlobPattern mirrors pkg/scalers/azure_blob_scaler.go, Validate. Stars and question
// marks are always valid; only KEDA has a parser for the rest.
func checkGlobPattern(c *checker) {
	if v := c.value("globPattern"); v.State == Plain && strings.ContainsAny(v.Text, `[]{}\`) {
		c.add(Unchecked, "metadata.globPattern", quoted("globPattern", v.Text)+" is not checked: it has pattern characters other than * and ?", "check that KEDA reads it")
	}
}

// checkCosmosThresholds mirrors pkg/scalers/azure_cosmosdb_scaler.go, Validate.
func checkCosmosThresholds(c *checker) {
	const aim, activation = "changeFeedLagThreshold", "activationChangeFeedLagThreshold"
	if a, t := c.value(activation), c.value(aim); a.State == Plain && t.State == Plain && c.number(aim) > 0 && c.number(activation) >= c.number(aim) {
		c.addMalformed(activation, fmt.Sprintf("is not less than %s, which is %s", aim, t.Text), "use a smaller number")
	}
}

// checkCosmosLogin mirrors parseAzureCosmosDBMetadata. If the account of the leases has no
// settings, KEDA uses those of the account of the data.
func checkCosmosLogin(c *checker) {
	anyOf("connection", "endpoint")(c)
	own := !c.lacks("leaseConnection") || !c.lacks("leaseEndpoint")
	keys := c.has("connection") || c.has("cosmosDBKey")
	if own {
		keys = keys && (c.has("leaseConnection") || c.has("leaseCosmosDBKey"))
	}
	if keys && (c.Credentials.Identity == "" || c.Credentials.Identity == "none") {
		return
	}
	possible := func(name string) bool { return c.value(name).State == Possible }
	if possible("connection") || possible("cosmosDBKey") || possible("leaseConnection") || possible("leaseCosmosDBKey") {
		return
	}
	checkAzureLogin(principal, nil)(c)
}

// checkEventHub mirrors pkg/scalers/azure_eventhub_scaler.go,
// parseAzureEventHubAuthenticationMetadata. A pod identity of another cloud is accepted there, but
// not used.
func checkEventHub(c *checker) {
	switch identity := c.Credentials.Identity; {
	case identity == "azure-workload":
		if c.has("storageAccountName") {
			checkCloud("storageEndpointSuffix", environments)(c)
		}
		anyOf("storageAccountName", "storageConnection")(c)
		c.require("the workload identity", "eventHubNamespace", "eventHubName")
	case identity != "" && identity != "none":
		c.add(Unusable, AuthenticationField, "the pod identity "+identity+" does not work with Azure", "use podIdentity: {provider: azure-workload}, or connection and storageConnection")
	case !c.Credentials.Open:
		c.require("a trigger without a pod identity", "storageConnection", "connection")
		c.checkEntityPath()
	}
}

// checkEntityPath checks that the connection string or a parameter names a hub.
func (c *checker) checkEntityPath() {
	v := c.value("connection")
	if !c.lacks("eventHubName") || v.State == Absent || c.isFilledIn("connection") {
		return
	}
	if v.State != Plain {
		c.add(Unchecked, "metadata.eventHubName", "eventHubName is missing, and whether connection has an EntityPath is not checked", "set eventHubName")
		return
	}
	for part := range strings.SplitSeq(v.Text, ";") {
		if key, _, found := strings.Cut(part, "="); found && strings.EqualFold(strings.TrimSpace(key), "EntityPath") {
			return
		}
	}
	c.add(Missing, "metadata.eventHubName", "the connection string has no EntityPath, and eventHubName is missing", "set eventHubName")
}

// exclusiveKeys returns a condition on two keys of the metadata, whatever their values.
func exclusiveKeys(one, other string) check {
	return func(c *checker) {
		if c.Metadata[one] != "" && c.Metadata[other] != "" {
			c.addContradiction(other, "cannot be combined with "+one, "keep one of them")
		}
	}
}

// checkPipelinesLogin mirrors pkg/scalers/azure_pipelines_scaler.go, configureAzurePipelinesAuth.
func checkPipelinesLogin(c *checker) {
	switch identity := c.Credentials.Identity; {
	case !c.lacks("personalAccessToken") || identity == "azure-workload":
	case identity != "" && identity != "none":
		c.add(Contradictory, AuthenticationField, "the pod identity "+identity+" does not work with Azure", "use podIdentity: {provider: azure-workload}, or personalAccessToken")
	case c.Credentials.value("azureServicePrincipal").State == Absent:
		c.require("a trigger without a pod identity", "personalAccessToken")
	}
}

// checkPipelinesPool mirrors parseAzurePipelinesMetadata, which then asks Azure for the pool.
func checkPipelinesPool(c *checker) {
	if c.lacks("poolName") && (c.lacks("poolID") || c.is("poolID", "0")) {
		c.add(Missing, "metadata.poolName", "KEDA's azure-pipelines scaler needs poolName or poolID", "set one of them")
	}
}

// checkMSSQLLogin mirrors pkg/scalers/mssql_scaler.go, parseMSSQLMetadata.
func checkMSSQLLogin(c *checker) {
	checkAzureLogin(nil, nil)(c)
	if c.Credentials.Identity == "azure-workload" && c.is("driverName", "azuresql") {
		c.addContradiction("driverName", "azuresql cannot be combined with the workload identity", "remove it")
	}
}

// checkPipelinesOrganization mirrors Validate of the same file.
func checkPipelinesOrganization(c *checker) {
	if v := c.value("organizationURL"); v.State == Plain && strings.HasSuffix(v.Text, "/") {
		c.add(Malformed, "metadata.organizationURL", "organizationURL has no organization at its end", "use https://dev.azure.com/ORGANIZATION")
	}
}
