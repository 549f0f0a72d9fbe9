package scaler

// stackCloud is the cloud whose addresses stand in a file of KEDA's pod.
const stackCloud = "AzureStackCloud"

var (
	// environments are the clouds of pkg/scalers/azure/cloud_config.go.
	environments = []string{"AzurePublicCloud", "AzureCloud", "AzureUSGovernment", "AzureUSGovernmentCloud", "AzureChinaCloud", "AzureGermanCloud", stackCloud}
	// clouds are those of azure_cloud_environment.go and azure_app_insights.go.
	clouds = []string{"AzurePublicCloud", "AzureUSGovernmentCloud", "AzureChinaCloud"}

	connection   = []string{"connection"}
	accountName  = []string{"accountName"}
	activeLogin  = []string{"activeDirectoryClientId", "activeDirectoryClientPassword"}
	principal    = []string{"tenantId", "clientId", "clientSecret"}
	enable       = []string{"enable"}
	cloudLogin   = []string{"cloudID", "apiKey"}
	addressLogin = []string{"addresses", "username", "password"}
)

// conditions are the checks that KEDA's scalers make beyond their structs, by trigger
// type: Validate and the parse functions in pkg/scalers. Every type has a row. An empty
// row means that the structs say everything, except about targets and addresses. What cpu
// and memory accept depends on the metric type, which is not metadata.
var conditions = map[string][]condition{
	"activemq":             {activeMQ},
	"apache-kafka":         {apacheKafka},
	"arangodb":             {logins},
	"artemis-queue":        {artemis, pair("cert", "key")},
	"aws-cloudwatch":       {cloudWatch, amazon},
	"aws-dynamodb":         {expressions, amazon},
	"aws-dynamodb-streams": {amazon},
	"aws-kinesis-stream":   {amazon},
	"aws-sqs-queue":        {sqs},
	"azure-app-insights":   {parts("metricAggregationTimespan", ":", 2, "hh:mm"), cloud("appInsightsResourceURL", clouds), cloud("activeDirectoryEndpoint", environments), azureLogin(activeLogin, nil)},
	"azure-blob":           {globPattern, cloud("endpointSuffix", environments), azureLogin(connection, accountName)},
	"azure-cosmosdb":       {least("activationChangeFeedLagThreshold", 0), cosmosThresholds, cosmosLogin},
	"azure-data-explorer":  {cloud("activeDirectoryEndpoint", environments), azureLogin(principal, nil)},
	"azure-eventhub":       {cloud("endpointSuffix", environments), eventHub},
	"azure-log-analytics":  {cloud("logAnalyticsResourceURL", clouds), azureLogin(principal, nil)},
	"azure-monitor": {
		parts("resourceURI", "/", 3, "namespace/resource_type/resource_name"), parts("metricAggregationInterval", ":", 3, "hh:mm:ss"),
		words("metricAggregationType", false, "Average", "Count", "Maximum", "Minimum", "None", "Total"),
		cloud("azureResourceManagerEndpoint", clouds), azureLogin(activeLogin, nil),
	},
	"azure-pipelines": {
		pipelinesOrganization, apartAsWritten("jobsToFetch", "fetchUnfinishedJobsOnly"), apartAsWritten("jobsToFetch", "parent"), pipelinesLogin, pipelinesPool,
	},
	"azure-queue":             {cloud("endpointSuffix", environments), azureLogin(connection, accountName)},
	"azure-servicebus":        {serviceBus},
	"beanstalkd":              {},
	"cassandra":               {where("tls", enable, required("cert", "key")), cassandraPort},
	"clickhouse":              {either("connectionString", "host"), whereOn("tls", pair("cert", "key"))},
	"couchdb":                 {without("connectionString", "host", "port", "username", "password", "dbName")},
	"cpu":                     {},
	"cron":                    {schedule},
	"datadog":                 {least("age", 0), least("timeWindowOffset", 0), least("lastAvailablePointOffset", 0), datadogQuery, modes("bearer"), datadogType, datadogLogin},
	"dynatrace":               {either("metricSelector", "query"), apart([]string{"metricSelector"}, []string{"query"}), apart([]string{"from"}, []string{"query"})},
	"elastic-forecast":        {apart(cloudLogin, []string{"addresses"}), pair("cloudID", "apiKey"), along("username", "addresses"), along("password", "addresses"), either("addresses", "cloudID", "apiKey"), along("addresses", "username", "password"), positive("lookAhead")},
	"elasticsearch":           {apart(cloudLogin, addressLogin), pair("cloudID", "apiKey"), either("addresses", "cloudID", "apiKey", "username", "password"), along("addresses", "username", "password"), either("query", "searchTemplateName"), apart([]string{"searchTemplateName"}, []string{"query"})},
	"etcd":                    {least("watchProgressNotifyInterval", 1), where("tls", enable, pair("cert", "key")), pair("username", "password")},
	"external":                {},
	"external-push":           {},
	"forgejo-runner":          {},
	"gcp-cloudtasks":          {googleCloud},
	"gcp-pubsub":              {pubSub},
	"gcp-spanner":             {googleCloud},
	"gcp-stackdriver":         {stackdriverAlignment, googleCloud},
	"gcp-storage":             {least("activationTargetObjectCount", 0), least("maxBucketItemsToScan", 1), googleCloud},
	"github-runner":           {gitHubLogin},
	"graphite":                {modes("basic")},
	"huawei-cloudeye":         {},
	"ibmmq":                   {requestURI("host", "https://ibmmq.queues:9443/ibmmq/rest/v3/admin/action/qmgr/QM1/mqsc"), pair("cert", "key")},
	"influxdb":                {where("influxVersion", []string{"2"}, required("organizationName")), where("influxVersion", []string{"3"}, required("database", "metricKey"), words("queryType", true, "influxql", "flightsql"))},
	"kafka":                   {kafka},
	"kubernetes-resource":     {where("format", []string{"number"}, numbersHaveNoPlace), where("format", []string{"json", "yaml"}, required("valueLocation"))},
	"kubernetes-workload":     {workload},
	"liiklus":                 {},
	"loki":                    {logins},
	"memory":                  {},
	"metrics-api":             {modes("apiKey", "basic", "tls", "bearer")},
	"mongodb":                 {without("connectionString", "host", "username", "password"), mongoPort, where("tls", enable, either("ca", "cert", "key"), pair("cert", "key"))},
	"mssql":                   {either("connectionString", "host"), mssqlLogin},
	"mysql":                   {mySQLAddress},
	"nats-jetstream":          {jetStream},
	"new-relic":               {},
	"nsq":                     {least("activationDepthThreshold", 0)},
	"opensearch":              {whereOn("enableTLS", required("clientCert", "clientKey")), whereOff("enableTLS", required("username", "password")), either("query", "searchTemplateName"), apart([]string{"searchTemplateName"}, []string{"query"})},
	"openstack-metric":        {openStackMetric},
	"openstack-swift":         {along("userID", "password", "projectID"), swiftLogin},
	"postgresql":              {without("connection", "host", "port", "userName", "dbName", "sslmode"), postgreSQLIdentity},
	"predictkube":             {logins, absoluteURL("prometheusAddress"), longDuration("predictHorizon"), longDuration("queryStep"), longDuration("historyTimeWindow")},
	"prometheus":              {prometheus},
	"pulsar":                  {pulsarLogin},
	"rabbitmq":                {rabbitMQ},
	"redis":                   {redis},
	"redis-cluster":           {redis},
	"redis-cluster-streams":   {redisStreams},
	"redis-sentinel":          {redis},
	"redis-sentinel-streams":  {redisStreams},
	"redis-streams":           {redisStreams},
	"selenium-grid":           {},
	"solace-direct-messaging": {solaceAddresses, matching("clientNamePattern", `^[^*]*$`, "has a *, which KEDA adds itself", "remove it"), least("queuedMessagesFactor", 1), most("queuedMessagesFactor", 100)},
	"solace-event-queue":      {},
	"solarwinds":              {requestURI("host", "https://api.na-01.cloud.solarwinds.com")},
	"solr":                    {},
	"splunk":                  {requestURI("host", "https://splunk.monitoring:8089"), apart([]string{"apiToken"}, []string{"password"})},
	"splunk-observability":    {},
	"sumologic":               {sumoQueries, where("queryType", []string{"logs"}, required("query", "resultField"), sumoOneQuery), where("queryType", []string{"metrics"}, sumoMetrics)},
	"temporal": {
		least("targetQueueSize", 0), least("activationTargetQueueSize", 0), least("minConnectTimeout", 0), pair("cert", "key"),
		pair("workerDeploymentName", "workerDeploymentBuildId"), temporalCount,
	},
}
