package scaler

import (
	"slices"
	"strings"
)

// facts is what this package knows about a trigger type in addition to the parameters in KEDA's
// structs, which are in zz_generated_table.go.
type facts struct {
	// measures are what the trigger measures, and which parameter is its target. The first one that
	// applies to a trigger counts.
	measures []Measure
	// oneOfTargets lists targets of which one must be positive, for types that have several.
	oneOfTargets []string
	// source is where the measured values come from.
	source Source
	// waits lists the values of the parameter mode with which the measured work waits until
	// a pod has done it, so that the trigger stays active while a pod starts. It is always
	// for types without modes, nil for types whose values pass. Source: GetMetricsAndActivity
	// of each type in pkg/scalers.
	waits []string
	// addresses are the parameters with a server's address in a form that the client rejects only
	// when it polls: NewXScaler and the clients in pkg/scalers.
	addresses []address
	// extraKeys are keys of the metadata that KEDA reads although its structs do not declare
	// them: pkg/scalers/aws, azure and gcp, and the scaler's own file.
	extraKeys []string
	// extraKeyPrefix is the prefix of further such keys.
	extraKeyPrefix string
	// takesAnyKey is set for scalers that pass their metadata on to a user's service.
	takesAnyKey bool
	// checks are KEDA's checks in addition to its structs: Validate and the parse functions in
	// pkg/scalers.
	checks []check
	// logins check the credentials.
	logins []check
}

// always is the waits of types without modes.
var always = []string{""}

var (
	awsKeys    = []string{"identityOwner", "awsAccessKeyID", "awsAccessKeyIDFromEnv", "awsSecretAccessKeyFromEnv"}
	azureKeys  = []string{"cloud", "endpointSuffix", "storageEndpointSuffix", "activeDirectoryEndpoint", "cosmosDBResourceURL"}
	googleKeys = []string{"credentialsFromEnv", "credentialsFromEnvFile"}
)

// redisAddresses are the addresses of the Redis types: go-redis calls net.Dial.
var redisAddresses = []address{{"address", dialled}, {"host", hostOnly}}

// reads reports whether KEDA reads a key that its structs do not declare.
func (f facts) reads(key string) bool {
	return f.extraKeyPrefix != "" && strings.HasPrefix(key, f.extraKeyPrefix) || slices.Contains(f.extraKeys, key)
}

// Waits reports whether the work that a trigger measures waits until a pod has done it.
func Waits(typ string, metadata map[string]string) bool {
	waits := factsByType[typ].waits
	return slices.Contains(waits, metadata["mode"]) || slices.Equal(waits, always)
}

// factsByType has one row for each trigger type of KEDA. To add a type, add its row. A row
// without checks means that KEDA's structs say everything about the type, except for its
// target and addresses.
var factsByType = map[string]facts{
	"activemq": {
		measures: []Measure{{Target: "targetQueueSize", Unit: "messages", description: "messages[ in queue {destinationName}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"managementEndpoint", hostPort}}, // activemq_scaler.go, defaultActiveMQRestAPITemplate
		checks:    []check{checkActiveMQ},
	},
	"apache-kafka": {
		measures: []Measure{{Target: "lagThreshold", Unit: "messages", description: "lag[ of group {consumerGroup}][ on topic {topic}]", rejects: byCheck}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: awsKeys,
		checks:    []check{checkApacheKafka},
	},
	"arangodb": {
		measures:  []Measure{{Target: "queryValue", description: "the result of the ArangoDB query", rejects: zero}},
		source:    Source{Kind: System},
		addresses: []address{{"endpoints", webURL}}, // arangodb_scaler.go, connection.NewRoundRobinEndpoints
		logins:    []check{checkAuthModeLogins},
	},
	"artemis-queue": {
		measures: []Measure{{Target: "queueLength", Unit: "messages", description: "messages[ in queue {queueName}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"managementEndpoint", hostPort}}, // artemis_scaler.go, defaultRestAPITemplate
		checks:    []check{checkArtemis, both("cert", "key")},
	},
	"aws-cloudwatch": {
		measures:  []Measure{{Target: "targetMetricValue", description: "the CloudWatch metric[ {metricName}]"}},
		source:    Source{Kind: Store},
		extraKeys: awsKeys,
		checks:    []check{checkCloudWatch},
		logins:    []check{checkAWSLogin},
	},
	"aws-dynamodb": {
		measures:  []Measure{{Target: "targetValue", Unit: "items", description: "matching items in the DynamoDB table[ {tableName}]", rejects: minusOne}},
		source:    Source{Kind: System},
		extraKeys: awsKeys,
		checks:    []check{checkDynamoDBExpressions},
		logins:    []check{checkAWSLogin},
	},
	"aws-dynamodb-streams": {
		measures: []Measure{{Target: "shardCount", Unit: "shards", description: "shards of the stream of DynamoDB table[ {tableName}]"}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: awsKeys,
		logins:    []check{checkAWSLogin},
	},
	"aws-kinesis-stream": {
		measures: []Measure{{Target: "shardCount", Unit: "shards", description: "shards[ of stream {streamName}]"}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: awsKeys,
		logins:    []check{checkAWSLogin},
	},
	"aws-sqs-queue": {
		measures: []Measure{{Target: "queueLength", Unit: "messages", description: "messages in SQS[ queue {queueURL}]"}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: awsKeys,
		checks:    []check{checkSQS},
		logins:    []check{checkAWSLogin},
	},
	"azure-app-insights": {
		measures:  []Measure{{Target: "targetValue", description: "the Application Insights metric[ {metricId}]", rejects: zero}},
		source:    Source{Kind: Store},
		extraKeys: azureKeys,
		checks:    []check{hasParts("metricAggregationTimespan", ":", 2, "hh:mm"), checkCloud("appInsightsResourceURL", clouds), checkCloud("activeDirectoryEndpoint", environments)},
		logins:    []check{checkAzureLogin(activeLogin, nil)},
	},
	"azure-blob": {
		measures: []Measure{{Target: "blobCount", Unit: "blobs", description: "blobs[ in container {blobContainerName}]"}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: azureKeys,
		checks:    []check{checkGlobPattern, checkCloud("endpointSuffix", environments)},
		logins:    []check{checkAzureLogin(connection, accountName)},
	},
	"azure-cosmosdb": {
		measures:  []Measure{{Target: "changeFeedLagThreshold", Unit: "changes", description: "lag of the change feed[ of container {containerId}]", rejects: notPositive}},
		source:    Source{Kind: System},
		extraKeys: azureKeys,
		checks:    []check{atLeast("activationChangeFeedLagThreshold", 0), checkCosmosThresholds},
		logins:    []check{checkCosmosLogin},
	},
	"azure-data-explorer": {
		measures:  []Measure{{Target: "threshold", description: "the result of the Azure Data Explorer query"}},
		source:    Source{Kind: System},
		extraKeys: azureKeys,
		checks:    []check{checkCloud("activeDirectoryEndpoint", environments)},
		logins:    []check{checkAzureLogin(principal, nil)},
	},
	"azure-eventhub": {
		measures: []Measure{{Target: "unprocessedEventThreshold", Unit: "events", description: "unprocessed events[ of group {consumerGroup}]", rejects: notPositive}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: azureKeys,
		checks:    []check{checkCloud("endpointSuffix", environments), checkEventHub},
	},
	"azure-log-analytics": {
		measures:  []Measure{{Target: "threshold", description: "the result of the Log Analytics query"}},
		source:    Source{Kind: Store},
		extraKeys: azureKeys,
		checks:    []check{checkCloud("logAnalyticsResourceURL", clouds)},
		logins:    []check{checkAzureLogin(principal, nil)},
	},
	"azure-monitor": {
		measures:  []Measure{{Target: "targetValue", description: "the Azure Monitor metric[ {metricName}]", rejects: zero}},
		source:    Source{Kind: Store},
		extraKeys: azureKeys,
		checks:    []check{hasParts("resourceURI", "/", 3, "namespace/resource_type/resource_name"), hasParts("metricAggregationInterval", ":", 3, "hh:mm:ss"), accepts("metricAggregationType", false, "Average", "Count", "Maximum", "Minimum", "None", "Total"), checkCloud("azureResourceManagerEndpoint", clouds)},
		logins:    []check{checkAzureLogin(activeLogin, nil)},
	},
	"azure-pipelines": {
		measures: []Measure{{Target: "targetPipelinesQueueLength", Unit: "jobs", description: "queued jobs[ of agent pool {poolName}]"}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: azureKeys,
		checks:    []check{checkPipelinesOrganization, exclusiveKeys("jobsToFetch", "fetchUnfinishedJobsOnly"), exclusiveKeys("jobsToFetch", "parent"), checkPipelinesPool},
		logins:    []check{checkPipelinesLogin},
	},
	"azure-queue": {
		measures: []Measure{{Target: "queueLength", Unit: "messages", description: "messages in Azure Storage[ queue {queueName}]"}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: azureKeys,
		checks:    []check{checkCloud("endpointSuffix", environments)},
		logins:    []check{checkAzureLogin(connection, accountName)},
	},
	"azure-servicebus": {
		measures: []Measure{{Target: "messageCount", Unit: "messages", description: "messages in the Service Bus[ queue {queueName}][ topic {topicName}][ subscription {subscriptionName}]"}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: azureKeys,
		checks:    []check{checkServiceBus},
		logins:    []check{(*checker).checkServiceBusLogin},
	},
	"beanstalkd": {
		measures: []Measure{{Target: "value", Unit: "jobs", description: "jobs[ in tube {tube}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"server", dialled}}, // beanstalkd_scaler.go, beanstalk.DialTimeout
	},
	"cassandra": {
		measures: []Measure{{Target: "targetQueryValue", description: "the result of the Cassandra query"}},
		source:   Source{Kind: System}, waits: always,
		checks: []check{ifValue("tls", enable, required("cert", "key")), checkCassandraPort},
	},
	"clickhouse": {
		measures:  []Measure{{Target: "targetQueryValue", description: "the result of the ClickHouse query", rejects: zero}},
		source:    Source{Kind: System},
		addresses: []address{{"host", hostOnly}}, // clickhouse_scaler.go, net.JoinHostPort
		checks:    []check{anyOf("connectionString", "host"), ifTrue("tls", both("cert", "key"))},
	},
	"couchdb": {
		measures: []Measure{{Target: "queryValue", Unit: "documents", description: "matching documents[ in database {dbName}]", rejects: zero}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"host", hostOnly}}, // couchdb_scaler.go, net.JoinHostPort
		checks:    []check{ifAbsent("connectionString", "host", "port", "username", "password", "dbName")},
	},
	"cpu": {
		measures: []Measure{{Target: "value", description: "CPU", rejects: byCheck}},
		source:   Source{Kind: Pods},
	},
	"cron": {
		measures: []Measure{{Target: "desiredReplicas", Unit: "replicas", description: "a schedule", rejects: byCheck}},
		source:   Source{Kind: System}, waits: always,
		checks: []check{checkSchedule},
	},
	"datadog": {
		measures:  []Measure{{Target: "targetValue", description: "the Datadog query", rejects: minusOne}},
		source:    Source{Kind: Store},
		extraKeys: []string{"type"},
		checks:    []check{atLeast("age", 0), atLeast("timeWindowOffset", 0), atLeast("lastAvailablePointOffset", 0), checkDatadogQuery, checkDatadogType},
		logins:    []check{acceptsAuthModes("bearer"), checkDatadogLogin},
	},
	"dynatrace": {
		measures:  []Measure{{Target: "threshold", description: "the Dynatrace metric"}},
		source:    Source{Kind: Store},
		addresses: []address{{"host", webURL}}, // dynatrace_scaler.go, http.NewRequest
		checks:    []check{anyOf("metricSelector", "query"), exclusive([]string{"metricSelector"}, []string{"query"}), exclusive([]string{"from"}, []string{"query"})},
	},
	"elastic-forecast": {
		measures: []Measure{{Target: "targetValue", description: "the forecast of the Elasticsearch job[ {jobID}]", rejects: notPositive}},
		source:   Source{Kind: Store},
		checks:   []check{exclusive(cloudLogin, []string{"addresses"}), both("cloudID", "apiKey"), ifGiven("username", "addresses"), ifGiven("password", "addresses"), anyOf("addresses", "cloudID", "apiKey"), ifGiven("addresses", "username", "password"), positive("lookAhead")},
	},
	"elasticsearch": {
		measures:  []Measure{{Target: "targetValue", description: "the result of the Elasticsearch query"}},
		source:    Source{Kind: Store},
		addresses: []address{{"addresses", webURL}}, // elasticsearch_scaler.go, go-elasticsearch
		checks:    []check{exclusive(cloudLogin, addressLogin), both("cloudID", "apiKey"), anyOf("addresses", "cloudID", "apiKey", "username", "password"), ifGiven("addresses", "username", "password"), anyOf("query", "searchTemplateName"), exclusive([]string{"searchTemplateName"}, []string{"query"})},
	},
	"etcd": {
		measures: []Measure{{Target: "value", description: "the value of the etcd key"}},
		source:   Source{Kind: System},
		checks:   []check{atLeast("watchProgressNotifyInterval", 1), ifValue("tls", enable, both("cert", "key")), both("username", "password")},
	},
	"external": {
		measures:    []Measure{{description: "what the external scaler measures"}},
		source:      Source{Kind: System},
		addresses:   []address{{"scalerAddress", grpcTarget}}, // external_scaler.go, grpc.NewClient
		takesAnyKey: true,
	},
	"external-push": {
		measures:    []Measure{{description: "what the external scaler measures"}},
		source:      Source{Kind: System},
		addresses:   []address{{"scalerAddress", grpcTarget}},
		takesAnyKey: true,
	},
	"forgejo-runner": {
		measures: []Measure{{Unit: "jobs", description: "queued Forgejo jobs[ for labels {labels}]"}},
		source:   Source{Kind: System}, waits: always,
	},
	"gcp-cloudtasks": {
		measures: []Measure{{Target: "value", Unit: "tasks", description: "tasks in Cloud Tasks[ queue {queueName}]"}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: googleKeys,
		logins:    []check{checkGoogleLogin},
	},
	"gcp-pubsub": {
		measures: []Measure{{Target: "value", Unit: "messages", description: "messages in Pub/Sub[ subscription {subscriptionName}][ topic {topicName}][ ({mode})]"}},
		source:   Source{Kind: System}, waits: []string{"", "SubscriptionSize", "OldestUnackedMessageAge", "NumUndeliveredMessages"},
		extraKeys: googleKeys,
		checks:    []check{checkPubSub},
		logins:    []check{checkGoogleLogin},
	},
	"gcp-spanner": {
		measures:  []Measure{{Target: "targetValue", description: "the result of the Spanner query", rejects: notPositive}},
		source:    Source{Kind: System},
		extraKeys: googleKeys,
		logins:    []check{checkGoogleLogin},
	},
	"gcp-stackdriver": {
		measures:  []Measure{{Target: "targetValue", description: "the Cloud Monitoring metric"}},
		source:    Source{Kind: Store},
		extraKeys: googleKeys,
		checks:    []check{checkStackdriverAlignment},
		logins:    []check{checkGoogleLogin},
	},
	"gcp-storage": {
		measures: []Measure{{Target: "targetObjectCount", Unit: "objects", description: "objects[ in bucket {bucketName}]", rejects: notPositive}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: googleKeys,
		checks:    []check{atLeast("activationTargetObjectCount", 0), atLeast("maxBucketItemsToScan", 1)},
		logins:    []check{checkGoogleLogin},
	},
	"github-runner": {
		measures: []Measure{{Target: "targetWorkflowQueueLength", Unit: "jobs", description: "queued workflow jobs"}},
		source:   Source{Kind: System}, waits: always,
		logins: []check{checkGitHubLogin},
	},
	"graphite": {
		measures:  []Measure{{Target: "threshold", description: "the Graphite query"}},
		source:    Source{Kind: Store},
		addresses: []address{{"serverAddress", webURL}}, // graphite_scaler.go, http.NewRequest
		logins:    []check{acceptsAuthModes("basic")},
	},
	"huawei-cloudeye": {
		measures: []Measure{{Target: "targetMetricValue", description: "the Cloud Eye metric[ {metricName}]"}},
		source:   Source{Kind: Store},
	},
	"ibmmq": {
		measures: []Measure{{Target: "queueDepth", Unit: "messages", description: "messages[ in queue {queueName}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"host", webURL}}, // ibmmq_scaler.go, http.NewRequest
		checks:    []check{checkRequestURI("host", "https://ibmmq.queues:9443/ibmmq/rest/v3/admin/action/qmgr/QM1/mqsc"), both("cert", "key")},
	},
	"influxdb": {
		measures:  []Measure{{Target: "thresholdValue", description: "the InfluxDB query", rejects: zero}},
		source:    Source{Kind: Store},
		addresses: []address{{"serverURL", webURL}}, // influxdb_scaler.go, influxdb2
		checks:    []check{ifValue("influxVersion", []string{"2"}, required("organizationName")), ifValue("influxVersion", []string{"3"}, required("database", "metricKey"), accepts("queryType", true, "influxql", "flightsql"))},
	},
	"kafka": {
		measures: []Measure{{Target: "lagThreshold", Unit: "messages", description: "lag[ of group {consumerGroup}][ on topic {topic}]", rejects: byCheck}},
		source:   Source{Kind: System}, waits: always,
		extraKeys: awsKeys,
		checks:    []check{checkKafka},
		logins:    []check{(*checker).checkKafkaLogin},
	},
	"kubernetes-resource": {
		measures: []Measure{{Target: "targetValue", description: "the value in[ {resourceKind}][ {resourceName}]", rejects: notPositiveWithoutFormula}},
		source:   Source{Kind: System}, waits: always,
		checks: []check{ifValue("format", []string{"number"}, checkValueLocation), ifValue("format", []string{"json", "yaml"}, required("valueLocation"))},
	},
	"kubernetes-workload": {
		measures: []Measure{{Target: "value", Unit: "pods", description: "pods that match[ {podSelector}]", rejects: notPositiveWithoutFormula}},
		source:   Source{Selector, "podSelector"}, waits: always,
		checks: []check{checkPodSelector},
	},
	"liiklus": {
		measures: []Measure{{Target: "lagThreshold", Unit: "messages", description: "lag[ of group {group}][ on topic {topic}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"address", grpcTarget}}, // liiklus_scaler.go, grpc.NewClient
	},
	"loki": {
		measures:  []Measure{{Target: "threshold", description: "the Loki query"}},
		source:    Source{Kind: Store},
		addresses: []address{{"serverAddress", webURL}}, // loki_scaler.go, getServerAddress
		logins:    []check{checkAuthModeLogins},
	},
	"memory": {
		measures: []Measure{{Target: "value", description: "memory", rejects: byCheck}},
		source:   Source{Kind: Pods},
	},
	"metrics-api": {
		measures:  []Measure{{Target: "targetValue", description: "the metric[ at {valueLocation}]", rejects: zero}},
		source:    Source{Address, "url"},
		addresses: []address{{"url", webURL}}, // metrics_api_scaler.go, http.NewRequest
		logins:    []check{acceptsAuthModes("apiKey", "basic", "tls", "bearer")},
	},
	"mongodb": {
		measures: []Measure{{Target: "queryValue", Unit: "documents", description: "matching documents[ in collection {collection}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"host", hostOnly}, {"connectionString", mongoURL}}, // mongo_scaler.go, net.JoinHostPort and the driver's connstring.Parse
		checks:    []check{ifAbsent("connectionString", "host", "username", "password"), checkMongoPort, ifValue("tls", enable, anyOf("ca", "cert", "key"), both("cert", "key"))},
	},
	"mssql": {
		measures: []Measure{{Target: "targetValue", description: "the result of the SQL query", rejects: zero}},
		source:   Source{Kind: System}, waits: always,
		checks: []check{anyOf("connectionString", "host")},
		logins: []check{checkMSSQLLogin},
	},
	"mysql": {
		measures: []Measure{{Target: "queryValue", description: "the result of the MySQL query"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"host", hostOnly}, {"connectionString", mySQL}}, // mysql_scaler.go, net.JoinHostPort and the driver's ParseDSN
		checks:    []check{checkMySQLAddress},
	},
	"nats-jetstream": {
		measures: []Measure{{Target: "lagThreshold", Unit: "messages", description: "lag[ of consumer {consumer}][ on stream {stream}]"}},
		source:   Source{Kind: System}, waits: always,
		checks: []check{checkJetStream},
	},
	"new-relic": {
		measures: []Measure{{Target: "threshold", description: "the New Relic query"}},
		source:   Source{Kind: Store},
	},
	"nsq": {
		measures: []Measure{{Target: "depthThreshold", Unit: "messages", description: "messages[ on topic {topic}][ in channel {channel}]", rejects: notPositive}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"nsqLookupdHTTPAddresses", hostPort}},
		checks:    []check{atLeast("activationDepthThreshold", 0)},
	},
	"opensearch": {
		measures:  []Measure{{Target: "targetValue", description: "the result of the OpenSearch query"}},
		source:    Source{Kind: Store},
		addresses: []address{{"addresses", webURL}}, // opensearch_scaler.go, opensearch-go
		checks:    []check{ifTrue("enableTLS", required("clientCert", "clientKey")), ifFalse("enableTLS", required("username", "password")), anyOf("query", "searchTemplateName"), exclusive([]string{"searchTemplateName"}, []string{"query"})},
	},
	"openstack-metric": {
		measures: []Measure{{Target: "threshold", description: "the OpenStack metric[ {metricID}]"}},
		source:   Source{Kind: Store},
		logins:   []check{checkOpenStackLogin},
	},
	"openstack-swift": {
		measures: []Measure{{Target: "objectCount", Unit: "objects", description: "objects[ in container {containerName}]"}},
		source:   Source{Kind: System}, waits: always,
		checks: []check{ifGiven("userID", "password", "projectID")},
		logins: []check{checkSwiftLogin},
	},
	"postgresql": {
		measures: []Measure{{Target: "targetQueryValue", description: "the result of the PostgreSQL query", rejects: zero}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"host", hostOnly}, {"connection", postgres}}, // postgresql_scaler.go, pgx's host and port, and its ParseConfig
		checks:    []check{ifAbsent("connection", "host", "port", "userName", "dbName", "sslmode"), checkPostgreSQLIdentity},
	},
	"predictkube": {
		measures: []Measure{{Target: "threshold", description: "the forecast of the query[ {query}]", rejects: zero}},
		source:   Source{Kind: Store},
		checks:   []check{checkAbsoluteURL("prometheusAddress"), longDuration("predictHorizon"), longDuration("queryStep"), longDuration("historyTimeWindow")},
		logins:   []check{checkAuthModeLogins},
	},
	"prometheus": {
		measures:  []Measure{{Target: "threshold", description: "the query[ {query}]"}},
		source:    Source{Query, "query"},
		extraKeys: slices.Concat(awsKeys, googleKeys, []string{"cloud", "azureManagedPrometheusResourceURL"}),
		checks:    []check{checkPrometheus},
	},
	"pulsar": {
		measures: []Measure{{Target: "msgBacklogThreshold", Unit: "messages", description: "backlog[ of subscription {subscription}][ on topic {topic}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"adminURL", webURL}}, // pulsar_scaler.go, http.NewRequest
		extraKeys: []string{"oauthTokenURI", "scope", "clientID", "EndpointParams"},
		logins:    []check{checkPulsarLogin},
	},
	"rabbitmq": {
		measures: rabbitMQMeasures,
		source:   Source{Kind: System}, waits: []string{"", "QueueLength"},
		checks: []check{checkRabbitMQ},
	},
	"redis": {
		measures: []Measure{{Target: "listLength", Unit: "entries", description: "entries in the Redis[ list {listName}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: redisAddresses, // redis_scaler.go, go-redis: net.Dial
		checks:    []check{checkRedis},
	},
	"redis-cluster": {
		measures: []Measure{{Target: "listLength", Unit: "entries", description: "entries in the Redis[ list {listName}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: redisAddresses,
		checks:    []check{checkRedis},
	},
	"redis-cluster-streams": {
		measures: redisStreamMeasures,
		source:   Source{Kind: System}, waits: always,
		addresses: redisAddresses,
		checks:    []check{checkRedisStreams},
	},
	"redis-sentinel": {
		measures: []Measure{{Target: "listLength", Unit: "entries", description: "entries in the Redis[ list {listName}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: redisAddresses,
		checks:    []check{checkRedis},
	},
	"redis-sentinel-streams": {
		measures: redisStreamMeasures,
		source:   Source{Kind: System}, waits: always,
		addresses: redisAddresses,
		checks:    []check{checkRedisStreams},
	},
	"redis-streams": {
		measures: redisStreamMeasures,
		source:   Source{Kind: System}, waits: always,
		addresses: redisAddresses,
		checks:    []check{checkRedisStreams},
	},
	"selenium-grid": {
		measures: []Measure{{Unit: "sessions", description: "queued sessions[ of browser {browserName}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"url", webURL}}, // selenium_grid_scaler.go, http.NewRequest
	},
	"solace-direct-messaging": {
		measures:     []Measure{{description: "load of the Solace clients[ {clientNamePattern}]"}},
		oneOfTargets: []string{"aggregatedClientTxByteRateTarget", "aggregatedClientAverageTxByteRateTarget", "aggregatedClientTxMsgRateTarget", "aggregatedClientAverageTxMsgRateTarget"},
		source:       Source{Kind: System},
		checks:       []check{checkSolaceAddresses, matches("clientNamePattern", `^[^*]*$`, "has a *, which KEDA adds itself", "remove it"), atLeast("queuedMessagesFactor", 1), atMost("queuedMessagesFactor", 100)},
	},
	"solace-event-queue": {
		measures:     []Measure{{description: "load of the Solace queue[ {queueName}]"}},
		oneOfTargets: []string{"messageCountTarget", "messageSpoolUsageTarget", "messageReceiveRateTarget"},
		source:       Source{Kind: System}, waits: always,
		addresses: []address{{"solaceSempBaseURL", webURL}}, // solace_scaler.go, http.NewRequest
	},
	"solarwinds": {
		measures: []Measure{{Target: "targetValue", description: "the SolarWinds metric[ {metricName}]"}},
		source:   Source{Kind: Store},
		checks:   []check{checkRequestURI("host", "https://api.na-01.cloud.solarwinds.com")},
	},
	"solr": {
		measures: []Measure{{Target: "targetQueryValue", Unit: "documents", description: "matching documents[ in collection {collection}]", rejects: zero}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"host", webURL}}, // solr_scaler.go, http.NewRequest
	},
	"splunk": {
		measures:  []Measure{{Target: "targetValue", description: "the Splunk search[ {savedSearchName}]"}},
		source:    Source{Kind: Store},
		addresses: []address{{"host", webURL}}, // splunk_scaler.go, http.NewRequest
		checks:    []check{checkRequestURI("host", "https://splunk.monitoring:8089"), exclusive([]string{"apiToken"}, []string{"password"})},
	},
	"splunk-observability": {
		measures: []Measure{{Target: "targetValue", description: "the Splunk Observability query"}},
		source:   Source{Kind: Store},
	},
	"sumologic": {
		measures:       []Measure{{Target: "threshold", description: "the Sumo Logic query"}},
		source:         Source{Kind: Store},
		extraKeyPrefix: rowPrefix,
		checks:         []check{checkSumoQueries, ifValue("queryType", []string{"logs"}, required("query", "resultField"), checkSumoLogs), ifValue("queryType", []string{"metrics"}, checkSumoMetrics)},
	},
	"temporal": {
		measures: []Measure{{Target: "targetQueueSize", Unit: "tasks", description: "tasks[ in queue {taskQueue}]"}},
		source:   Source{Kind: System}, waits: always,
		addresses: []address{{"endpoint", grpcTarget}}, // temporal_scaler.go, sdk.DialContext
		checks:    []check{atLeast("targetQueueSize", 0), atLeast("activationTargetQueueSize", 0), atLeast("minConnectTimeout", 0), both("cert", "key"), both("workerDeploymentName", "workerDeploymentBuildId"), checkTemporalCount},
	},
}
