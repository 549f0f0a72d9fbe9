package scaler

import (
	"net"
	"slices"
	"strings"
)

// form is the form in which a scaler's client accepts an address.
type form int

const (
	// dialled is host:port without a scheme, as net.Dial has it.
	dialled form = iota
	// hostOnly is a host without scheme and port, which stand in other parameters.
	hostOnly
	// hostPort is a host, with or without a port, before which the scaler puts the scheme.
	hostPort
	// grpcTarget is an address for gRPC, which does not have the schemes of HTTP.
	grpcTarget
	// webURL begins with http:// or https://.
	webURL
	// amqpURL begins with amqp:// or amqps://, and has no blanks.
	amqpURL
	// mongoURL begins with mongodb:// or mongodb+srv://.
	mongoURL
	// postgres is a URL of PostgreSQL, or keywords with values.
	postgres
	// mySQL is user:password@tcp(host:port)/database.
	mySQL
)

// address is a parameter that says where a scaler's server is.
type address struct {
	name string
	form form
}

// addresses are those of the types whose client fails on other forms, at each poll and
// not before: NewXScaler and the clients of pkg/scalers, KEDA 2.21.0.
var addresses = map[string][]address{
	"activemq":      {{"managementEndpoint", hostPort}}, // activemq_scaler.go, defaultActiveMQRestAPITemplate
	"arangodb":      {{"endpoints", webURL}},            // arangodb_scaler.go, connection.NewRoundRobinEndpoints
	"artemis-queue": {{"managementEndpoint", hostPort}}, // artemis_scaler.go, defaultRestAPITemplate
	"beanstalkd":    {{"server", dialled}},              // beanstalkd_scaler.go, beanstalk.DialTimeout
	"clickhouse":    {{"host", hostOnly}},               // clickhouse_scaler.go, net.JoinHostPort
	"couchdb":       {{"host", hostOnly}},               // couchdb_scaler.go, net.JoinHostPort
	"dynatrace":     {{"host", webURL}},                 // dynatrace_scaler.go, http.NewRequest
	"elasticsearch": {{"addresses", webURL}},            // elasticsearch_scaler.go, go-elasticsearch
	"external":      {{"scalerAddress", grpcTarget}},    // external_scaler.go, grpc.NewClient
	"external-push": {{"scalerAddress", grpcTarget}},
	"graphite":      {{"serverAddress", webURL}}, // graphite_scaler.go, http.NewRequest
	"ibmmq":         {{"host", webURL}},          // ibmmq_scaler.go, http.NewRequest
	"influxdb":      {{"serverURL", webURL}},     // influxdb_scaler.go, influxdb2
	"liiklus":       {{"address", grpcTarget}},   // liiklus_scaler.go, grpc.NewClient
	"loki":          {{"serverAddress", webURL}}, // loki_scaler.go, getServerAddress
	"metrics-api":   {{"url", webURL}},           // metrics_api_scaler.go, http.NewRequest
	// mongo_scaler.go, net.JoinHostPort and the driver's connstring.Parse
	"mongodb": {{"host", hostOnly}, {"connectionString", mongoURL}},
	// mysql_scaler.go, net.JoinHostPort and the driver's ParseDSN
	"mysql":      {{"host", hostOnly}, {"connectionString", mySQL}},
	"nsq":        {{"nsqLookupdHTTPAddresses", hostPort}},
	"opensearch": {{"addresses", webURL}}, // opensearch_scaler.go, opensearch-go
	// postgresql_scaler.go, pgx's host and port, and its ParseConfig
	"postgresql":             {{"host", hostOnly}, {"connection", postgres}},
	"pulsar":                 {{"adminURL", webURL}}, // pulsar_scaler.go, http.NewRequest
	"redis":                  redisForm,              // redis_scaler.go, go-redis: net.Dial
	"redis-cluster":          redisForm,
	"redis-cluster-streams":  redisForm,
	"redis-sentinel":         redisForm,
	"redis-sentinel-streams": redisForm,
	"redis-streams":          redisForm,
	"selenium-grid":          {{"url", webURL}},               // selenium_grid_scaler.go, http.NewRequest
	"solace-event-queue":     {{"solaceSempBaseURL", webURL}}, // solace_scaler.go, http.NewRequest
	"solr":                   {{"host", webURL}},              // solr_scaler.go, http.NewRequest
	"splunk":                 {{"host", webURL}},              // splunk_scaler.go, http.NewRequest
	"temporal":               {{"endpoint", grpcTarget}},      // temporal_scaler.go, sdk.DialContext
}

var redisForm = []address{{"address", dialled}, {"host", hostOnly}}

// reachable checks the addresses of a trigger against the form that its client accepts.
// Of several, one valid address is enough: its server knows the others, or is asked
// instead of them.
func (j *judge) reachable() {
	for _, a := range addresses[j.Type] {
		j.reaches(a)
	}
}

// reaches holds one address against what the client takes.
func (j *judge) reaches(a address) {
	v := j.get(a.name)
	if v.State != Plain || j.blamed("metadata."+j.nameGiven(a.name)) {
		return
	}
	texts := list(v.Text)
	if a.form.isOne() {
		texts = []string{v.Text}
	}
	why, hint := "", ""
	for _, text := range texts {
		if why, hint = a.form.misfits(strings.TrimSpace(text)); why == "" {
			break
		}
	}
	if why != "" {
		j.unreachable(j.nameGiven(a.name), why, hint)
	}
}

// isOne reports whether a comma is a part of the address, and not between several.
func (f form) isOne() bool { return f >= amqpURL }

// nameGiven returns the name by which the trigger gives a parameter.
func (j *judge) nameGiven(name string) string {
	for _, p := range j.scaler.Called(name) {
		return j.nameOf(p)
	}
	return name
}

// misfits returns why a client does not take an address, "" where it does.
func (f form) misfits(text string) (why, hint string) {
	scheme, _, hasScheme := strings.Cut(text, "://")
	web := strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
	host, port, err := net.SplitHostPort(text)
	if f.isOne() {
		return f.mismatches(text, strings.ToLower(scheme), hasScheme)
	}
	switch {
	case f == webURL && !hasScheme:
		return "has no scheme", "begin it with http:// or https://"
	case f == webURL && !web:
		return "has a scheme other than http and https", "begin it with http:// or https://"
	case f == webURL:
	case f == grpcTarget && hasScheme && (web || strings.EqualFold(scheme, "tcp") || strings.HasPrefix(scheme, "grpc")):
		return "has a scheme, which gRPC does not accept", "write host:port"
	case f == grpcTarget:
	case hasScheme && f == hostPort:
		return "has a scheme, but KEDA adds http:// itself", "write host:port"
	case hasScheme && f == hostOnly:
		return "has a scheme, which the client reads as part of the name", "write only the host, and the port in its own parameter"
	case hasScheme:
		return "has a scheme, but the client dials the text as a plain host:port", "write host:port"
	case f == dialled && (err != nil || port == ""):
		return "has no port", "write host:port, such as queue.models:6379"
	case f == hostOnly && err == nil && isDigits(port) && host != "" && !strings.Contains(host, ":"):
		return "has a port, but the client adds another", "write only the host, and the port in its own parameter"
	}
	return "", ""
}

// mismatches is misfits of addresses that are a whole connection string. A password in
// one may hold anything.
func (f form) mismatches(text, scheme string, hasScheme bool) (why, hint string) {
	isWord := hasScheme && strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz0123456789+") == ""
	isOf := func(schemes ...string) bool { return hasScheme && slices.Contains(schemes, scheme) }
	switch {
	case f == amqpURL && !isOf("amqp", "amqps"):
		return "begins with neither amqp:// nor amqps://", "begin it so, or write protocol: http for the management API"
	case f == amqpURL && strings.Contains(text, " "):
		return "has a blank, which the client refuses", "remove it"
	case f == mongoURL && !isOf("mongodb", "mongodb+srv"):
		return "does not begin with mongodb:// or mongodb+srv://", "begin it so"
	case f == postgres && isWord && !isOf("postgres", "postgresql"):
		return "has a scheme that PostgreSQL's driver does not know", "begin it with postgresql://"
	case f == postgres && !hasScheme && !strings.Contains(text, "="):
		return "is neither a URL nor keywords with values", "begin it with postgresql://"
	case f == mySQL && isOf("mysql") && !strings.Contains(text, "("):
		return "has a scheme, which MySQL's driver does not know", "put the server in parentheses, such as tcp(mysql.models:3306)/tasks"
	}
	return "", ""
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
