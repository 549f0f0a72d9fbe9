package scaler

import (
	"net/url"
	"slices"
)

// Modes of the RabbitMQ scaler; all but the first are asked over HTTP.
var rabbitModes = []string{"QueueLength", "MessageRate", "DeliverGetRate", "PublishedToDeliveredRatio", "ExpectedQueueConsumptionTime"}

// rabbitMQ is pkg/scalers/rabbitmq_scaler.go.
func rabbitMQ(j *judge) {
	protocol := j.rabbitProtocol()
	if v := j.get("tls"); v.State == Plain && !slices.Contains([]string{"enable", "disable"}, v.Text) {
		j.malformed("tls", "is not known", "write enable or disable")
	}
	j.together("cert", "key")
	j.together("username", "password")
	j.atLeast("pageSize", 1)
	for _, name := range []string{"useRegex", "excludeUnacknowledged"} {
		if j.isTrue(name) && protocol == "amqp" {
			j.contradiction(name, "goes with the protocol http only", "write the address of the management API as host, or remove it")
		}
	}
	if protocol == "amqp" && j.has("workloadIdentityResource") {
		j.contradiction("protocol", "is amqp, which knows no workload identity", "write the address of the management API as host")
	}
	j.rabbitToken(protocol)
	j.rabbitTarget(protocol)
	if form, known := map[string]form{"amqp": amqpURL, "http": webURL}[protocol]; known {
		j.reaches(address{"host", form})
	}
}

// rabbitProtocol is http, amqp or not known.
func (j *judge) rabbitProtocol() string {
	v := j.get("protocol")
	switch {
	case v.State != Plain:
		return ""
	case v.Text == "http" || v.Text == "amqp":
		return v.Text
	case v.Text != "auto":
		j.malformed("protocol", "is not known", "write amqp, http or auto")
		return ""
	}
	host := j.get("host")
	if host.State != Plain {
		return ""
	}
	// Addresses hold passwords, and stand in no message.
	u, err := url.Parse(host.Text)
	if err != nil {
		j.add(Malformed, "metadata.host", "host is no address", "write it with its protocol, such as amqp://rabbitmq.queues:5672/vhost")
		return ""
	}
	switch u.Scheme {
	case "amqp", "amqps":
		return "amqp"
	case "http", "https":
		return "http"
	}
	j.add(Malformed, "metadata.host", "host does not begin with amqp://, amqps://, http:// or https://", "begin it so, or write the protocol beside it")
	return ""
}

// rabbitToken is the login by OAuth2.
func (j *judge) rabbitToken(protocol string) {
	j.modesOf("oauth", "basic", "tls")
	// What OAuth2 needs is reported once, below.
	oauth := j.has("oauthTokenURI") || j.has("clientID") || j.has("clientSecret")
	j.loginsBut(func(name string) bool { return oauth && (name == "oauthTokenURI" || name == "clientID") })
	if !oauth {
		return
	}
	j.needs("OAuth2", "oauthTokenURI", "clientID", "clientSecret")
	if protocol == "amqp" {
		j.contradiction("protocol", "is amqp, which knows no OAuth2", "write the address of the management API as host")
	}
	if j.has("username") && j.has("password") || j.has("workloadIdentityResource") {
		j.contradiction("authModes", "oauth does not go with another login", "keep one of them in the authentication")
	}
}

func (j *judge) rabbitTarget(protocol string) {
	for _, name := range []string{"queueLength", "value", "mode"} {
		if v := j.get(name); v.State == Hidden || v.State == Possible {
			return
		}
	}
	length, value, mode := j.number("queueLength"), j.number("value"), j.get("mode")
	if length == 0 && value == 0 && mode.Text == "Unknown" {
		return
	}
	switch {
	case length != 0 && (mode.Text != "Unknown" || value != 0):
		j.contradiction("queueLength", "is the old way, and does not go with mode and value", "keep mode and value")
	case length != 0:
		j.target("queueLength")
	case mode.Text == "Unknown":
		j.add(Missing, "metadata.mode", "value needs mode, which is missing", "write "+oneOf(rabbitModes))
	case value == 0 && j.has("value"):
		j.malformed("value", "is not above zero", "write the amount that one replica is to have")
	case value == 0:
		j.add(Missing, "metadata.value", "mode needs value, which is missing", "write the amount that one replica is to have")
	case !slices.Contains(rabbitModes, mode.Text):
		j.malformed("mode", "is not known", "write "+oneOf(rabbitModes))
	case mode.Text != "QueueLength" && protocol == "amqp":
		j.contradiction("mode", mode.Text+" is asked over HTTP only", "write the address of the management API as host, or mode: QueueLength")
	case protocol == "amqp" && j.has("timeout") && j.get("timeout").Text != "0":
		j.contradiction("timeout", "goes with the protocol http only", "remove it")
	default:
		j.target("value")
	}
}
