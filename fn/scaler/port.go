package scaler

import (
	"strconv"
	"strings"
)

// cassandraPort mirrors pkg/scalers/cassandra_scaler.go, Validate.
func cassandraPort(j *judge) {
	address, port := j.get("clusterIPAddress"), j.get("port")
	if address.State != Plain || port.State == Hidden || port.State == Possible || j.number("port") != 0 {
		return
	}
	if _, behind, found := strings.Cut(address.Text, ":"); found {
		if _, err := strconv.Atoi(behind); err == nil {
			return
		}
	}
	j.add(Missing, "metadata.port", "KEDA's cassandra scaler needs port, which is missing", "write it, such as \"9042\", or append it to clusterIPAddress")
}

// mongoPort mirrors pkg/scalers/mongo_scaler.go, Validate.
func mongoPort(j *judge) {
	if scheme := j.get("scheme"); j.lacks("connectionString") && scheme.State == Plain && scheme.Text != "mongodb+srv" {
		j.needs("a trigger without connectionString", "port")
	}
}

// mySQLAddress mirrors pkg/scalers/mysql_scaler.go, metadataToConnectionStr: without a port the
// client dials port 0.
func mySQLAddress(j *judge) {
	if !j.lacks("connectionString") {
		return
	}
	for _, name := range []string{"host", "port"} {
		if j.lacks(name) {
			j.add(Untenable, "metadata."+name, name+" is missing, and the trigger has no connectionString", "give it in metadata, or give connectionString in an authentication")
		}
	}
}

// postgreSQLIdentity mirrors pkg/scalers/postgresql_scaler.go, parsePostgreSQLMetadata, which makes
// the connection string for Azure's workload identity from its parts, and for others not at all.
func postgreSQLIdentity(j *judge) {
	switch identity := j.Credentials.Identity; {
	case identity == "" || identity == "none":
	case identity == "azure-workload" && j.lacks("host"):
		j.add(Untenable, "metadata.host", "host is missing, and connection is not used with the workload identity", "give host, port, userName, dbName and sslmode")
	case identity != "azure-workload" && j.lacks("connection"):
		j.add(Untenable, AuthenticationField, "the pod identity "+identity+" is not for Azure, and connection is missing", "use podIdentity: {provider: azure-workload}, or a Secret with password")
	}
}
