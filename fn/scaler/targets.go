package scaler

import (
	"fmt"
	"strconv"
)

// target is the parameter whose number the HPA aims at.
type target struct {
	name string
	// refuses says which numbers KEDA itself refuses, unless a formula makes the metric.
	refuses refusal
}

type refusal int

const (
	// refusesNone hands on whatever it is.
	refusesNone refusal = iota
	// refusesZero takes zero for absent.
	refusesZero
	// refusesMinusOne takes -1 for absent.
	refusesMinusOne
	// refusesBelow refuses what is not above zero, formula or not.
	refusesBelow
	// refusesBelowAlone refuses it unless a formula makes the metric.
	refusesBelowAlone
)

// targets are those of the types whose rule in beside does not judge it: GetMetricTarget
// and GetMetricTargetMili in pkg/scalers, and the checks of the parse functions.
var targets = map[string]target{
	"activemq":             {name: "targetQueueSize"},
	"arangodb":             {name: "queryValue", refuses: refusesZero},
	"artemis-queue":        {name: "queueLength"},
	"aws-cloudwatch":       {name: "targetMetricValue"},
	"aws-dynamodb":         {name: "targetValue", refuses: refusesMinusOne},
	"aws-dynamodb-streams": {name: "shardCount"},
	"aws-kinesis-stream":   {name: "shardCount"},
	"azure-app-insights":   {name: "targetValue", refuses: refusesZero},
	"azure-blob":           {name: "blobCount"},
	"azure-cosmosdb":       {name: "changeFeedLagThreshold", refuses: refusesBelow},
	"azure-data-explorer":  {name: "threshold"},
	"azure-eventhub":       {name: "unprocessedEventThreshold", refuses: refusesBelow},
	"azure-log-analytics":  {name: "threshold"},
	"azure-monitor":        {name: "targetValue", refuses: refusesZero},
	"azure-pipelines":      {name: "targetPipelinesQueueLength"},
	"azure-queue":          {name: "queueLength"},
	"beanstalkd":           {name: "value"},
	"cassandra":            {name: "targetQueryValue"},
	"clickhouse":           {name: "targetQueryValue", refuses: refusesZero},
	"couchdb":              {name: "queryValue", refuses: refusesZero},
	"datadog":              {name: "targetValue", refuses: refusesMinusOne},
	"dynatrace":            {name: "threshold"},
	"elastic-forecast":     {name: "targetValue", refuses: refusesBelow},
	"elasticsearch":        {name: "targetValue"},
	"etcd":                 {name: "value"},
	"gcp-cloudtasks":       {name: "value"},
	"gcp-spanner":          {name: "targetValue", refuses: refusesBelow},
	"gcp-stackdriver":      {name: "targetValue"},
	"gcp-storage":          {name: "targetObjectCount", refuses: refusesBelow},
	"github-runner":        {name: "targetWorkflowQueueLength"},
	"graphite":             {name: "threshold"},
	"huawei-cloudeye":      {name: "targetMetricValue"},
	"ibmmq":                {name: "queueDepth"},
	"influxdb":             {name: "thresholdValue", refuses: refusesZero},
	"kubernetes-resource":  {name: "targetValue", refuses: refusesBelowAlone},
	"kubernetes-workload":  {name: "value", refuses: refusesBelowAlone},
	"liiklus":              {name: "lagThreshold"},
	"loki":                 {name: "threshold"},
	"metrics-api":          {name: "targetValue", refuses: refusesZero},
	"mongodb":              {name: "queryValue"},
	"mssql":                {name: "targetValue", refuses: refusesZero},
	"mysql":                {name: "queryValue"},
	"new-relic":            {name: "threshold"},
	"nsq":                  {name: "depthThreshold", refuses: refusesBelow},
	"opensearch":           {name: "targetValue"},
	"openstack-metric":     {name: "threshold"},
	"openstack-swift":      {name: "objectCount"},
	"postgresql":           {name: "targetQueryValue", refuses: refusesZero},
	"predictkube":          {name: "threshold", refuses: refusesZero},
	"pulsar":               {name: "msgBacklogThreshold"},
	"solarwinds":           {name: "targetValue"},
	"solr":                 {name: "targetQueryValue", refuses: refusesZero},
	"splunk":               {name: "targetValue"},
	"splunk-observability": {name: "targetValue"},
	"sumologic":            {name: "threshold"},
	"temporal":             {name: "targetQueueSize"},
}

// choices are types of which one of several targets must be above zero.
var choices = map[string][]string{
	"solace-event-queue": {"messageCountTarget", "messageSpoolUsageTarget", "messageReceiveRateTarget"},
	"solace-direct-messaging": {
		"aggregatedClientTxByteRateTarget", "aggregatedClientAverageTxByteRateTarget", "aggregatedClientTxMsgRateTarget", "aggregatedClientAverageTxMsgRateTarget",
	},
}

const leastTarget = 0.001

// aims judges the type's target, and is for all that have but one.
func (j *judge) aims() {
	if names := choices[j.Type]; names != nil {
		j.oneAbove(names)
	}
	t, ok := targets[j.Type]
	if !ok {
		return
	}
	switch absent, v := j.absent(t.name), j.get(t.name); {
	case absent && j.Formula, v.State == Possible || v.State == Hidden:
	case absent && t.refuses == refusesNone:
		j.add(Untenable, "metadata."+t.name, t.name+" is missing, so the HPA's target is 0", "write the amount that one replica is to have")
	case absent:
		j.add(Missing, "metadata."+t.name, fmt.Sprintf("KEDA's %s scaler needs %s", j.Type, t.name), "write the amount that one replica is to have")
	case t.isRefused(v.Text, j.Formula):
		j.malformed(t.name, "is not above zero", "write the amount that one replica is to have, such as \"5\"")
	default:
		j.target(t.name)
	}
}

// absent says whether nobody gives a target: KEDA takes 0 for that, or -1.
func (j *judge) absent(name string) bool {
	v := j.get(name)
	for _, p := range j.scaler.Called(name) {
		if j.find(p).State != Absent {
			return false
		}
	}
	n, err := strconv.ParseFloat(v.Text, 64)
	return v.State == Absent || err == nil && n <= 0
}

func (t target) isRefused(text string, formula bool) bool {
	n, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || t.refuses == refusesNone:
		return false
	case t.refuses == refusesZero:
		return n == 0 && !formula
	case t.refuses == refusesMinusOne:
		return n == -1 && !formula
	case t.refuses == refusesBelow:
		return n <= 0
	case t.refuses == refusesBelowAlone:
		return n <= 0 && !formula
	}
	return false
}

// oneAbove is for types that take several targets, of which one must be there.
func (j *judge) oneAbove(names []string) {
	for _, name := range names {
		if v := j.get(name); v.State == Possible || v.State == Hidden || j.number(name) >= 1 {
			return
		}
	}
	j.add(Missing, "metadata."+names[0], "there is no target above zero", "write "+oneOf(names))
}

// target is for the number that the HPA aims at: KEDA hands it on, and Kubernetes,
// which counts in thousandths, refuses what is not above zero. Beside a formula the HPA
// aims at the formula's target alone.
func (j *judge) target(name string) {
	v := j.get(name)
	if n, err := strconv.ParseFloat(v.Text, 64); !j.Formula && v.State == Plain && err == nil && n < leastTarget {
		j.add(Untenable, "metadata."+name, quoted(name, v.Text)+" is no target above zero", "write the amount that one replica is to have, such as \"5\"")
	}
}
