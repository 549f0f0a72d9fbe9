package scaler

import (
	"strconv"
	"strings"
)

// checkCassandraPort mirrors pkg/scalers/cassandra_scaler.go, Validate.
func checkCassandraPort(c *checker) {
	address, port := c.value("clusterIPAddress"), c.value("port")
	if address.State != Plain || port.State == Hidden || port.State == Possible || c.number("port") != 0 {
		return
	}
	if _, port, found := strings.Cut(address.Text, ":"); found {
		if _, err := strconv.Atoi(port); err == nil {
			return
		}
	}
	c.add(Missing, "metadata.port", "KEDA's cassandra scaler needs port, which is missing", "set it, such as \"9042\", or append it to clusterIPAddress")
}

// checkMongoPort mirrors pkg/scalers/mongo_scaler.go, Validate.
func checkMongoPort(c *checker) {
	if scheme := c.value("scheme"); c.lacks("connectionString") && scheme.State == Plain && scheme.Text != "mongodb+srv" {
		c.require("a trigger without connectionString", "port")
	}
}

// checkMySQLAddress mirrors pkg/scalers/mysql_scaler.go, metadataToConnectionStr: without a port
// the client dials port 0.
func checkMySQLAddress(c *checker) {
	if !c.lacks("connectionString") {
		return
	}
	for _, name := range []string{"host", "port"} {
		if c.lacks(name) {
			c.add(Unusable, "metadata."+name, name+" is missing, and the trigger has no connectionString", "set it in metadata, or set connectionString in an authentication")
		}
	}
}

// checkPostgreSQLIdentity mirrors pkg/scalers/postgresql_scaler.go, parsePostgreSQLMetadata, which
// builds the connection string from its parts for Azure's workload identity, and does not build one
// for others.
func checkPostgreSQLIdentity(c *checker) {
	switch identity := c.Credentials.Identity; {
	case identity == "" || identity == "none":
	case identity == "azure-workload" && c.lacks("host"):
		c.add(Unusable, "metadata.host", "host is missing, and connection is not used with the workload identity", "set host, port, userName, dbName and sslmode")
	case identity != "azure-workload" && c.lacks("connection"):
		c.add(Unusable, AuthenticationField, "the pod identity "+identity+" does not work with Azure, and connection is missing", "use podIdentity: {provider: azure-workload}, or a Secret with password")
	}
}
