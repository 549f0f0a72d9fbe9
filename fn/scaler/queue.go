package scaler

import "slices"

// queues are the types whose work waits until a pod has done it, so that the trigger
// stays active while the pod starts: queues, streams' lags, jobs in databases, and
// schedules. Source: GetMetricsAndActivity of each in pkg/scalers of KEDA 2.21.0.
var queues = []string{
	"activemq", "apache-kafka", "artemis-queue", "aws-dynamodb-streams", "aws-kinesis-stream", "aws-sqs-queue", "azure-blob", "azure-eventhub",
	"azure-pipelines", "azure-queue", "azure-servicebus", "beanstalkd", "cassandra", "couchdb", "cron", "forgejo-runner", "gcp-cloudtasks", "gcp-pubsub",
	"gcp-storage", "github-runner", "ibmmq", "kafka", "kubernetes-resource", "kubernetes-workload", "liiklus", "mongodb", "mssql", "mysql", "nats-jetstream",
	"nsq", "openstack-swift", "postgresql", "pulsar", "rabbitmq", "redis", "redis-cluster", "redis-cluster-streams", "redis-sentinel",
	"redis-sentinel-streams", "redis-streams", "selenium-grid", "solace-event-queue", "solr", "temporal",
}

// lengths are the modes that ask how much waits, of the types that have others, too.
var lengths = map[string][]string{"rabbitmq": {"", "QueueLength"}, "gcp-pubsub": {"", "SubscriptionSize", "OldestUnackedMessageAge", "NumUndeliveredMessages"}}

// Waits reports whether what a trigger measures waits until a pod has dealt with it.
func Waits(typ string, metadata map[string]string) bool {
	modes, choose := lengths[typ]
	return slices.Contains(queues, typ) && (!choose || slices.Contains(modes, metadata["mode"]))
}
