package scaler

import (
	"net/url"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// rabbitModes are the modes of the RabbitMQ scaler. All but the first are queried over HTTP.
var rabbitModes = []string{"QueueLength", "MessageRate", "DeliverGetRate", "PublishedToDeliveredRatio", "ExpectedQueueConsumptionTime"}

// checkRabbitMQ mirrors pkg/scalers/rabbitmq_scaler.go.
func checkRabbitMQ(c *checker) {
	protocol := c.rabbitProtocol()
	if v := c.value("tls"); v.State == Plain && !slices.Contains([]string{"enable", "disable"}, v.Text) {
		c.addMalformed("tls", "is not supported", "use enable or disable")
	}
	c.checkPair("cert", "key")
	c.checkPair("username", "password")
	c.checkAtLeast("pageSize", 1)
	for _, name := range []string{"useRegex", "excludeUnacknowledged"} {
		if c.isTrue(name) && protocol == "amqp" {
			c.addContradiction(name, "works only with protocol http", "set host to the address of the management API, or remove it")
		}
	}
	if protocol == "amqp" && c.has("workloadIdentityResource") {
		c.addContradiction("protocol", "is amqp, which has no workload identity", "set host to the address of the management API")
	}
	c.checkRabbitOAuth(protocol)
	c.checkRabbitTarget(protocol)
	if form, known := map[string]form{"amqp": amqpURL, "http": webURL}[protocol]; known {
		c.checkAddress(address{"host", form})
	}
}

// rabbitProtocol returns http or amqp, "" if it is not known.
func (c *checker) rabbitProtocol() string {
	v := c.value("protocol")
	switch {
	case v.State != Plain:
		return ""
	case v.Text == "http" || v.Text == "amqp":
		return v.Text
	case v.Text != "auto":
		c.addMalformed("protocol", "is not supported", "use amqp, http or auto")
		return ""
	}
	host := c.value("host")
	if host.State != Plain {
		return ""
	}
	// Addresses contain passwords, so no message quotes them.
	u, err := url.Parse(host.Text)
	if err != nil {
		c.add(Malformed, "metadata.host", "host is not an address", "add a protocol, as in amqp://rabbitmq.queues:5672/vhost")
		return ""
	}
	switch u.Scheme {
	case "amqp", "amqps":
		return "amqp"
	case "http", "https":
		return "http"
	}
	c.add(Malformed, "metadata.host", "host does not begin with amqp://, amqps://, http:// or https://", "start it with one of these, or set protocol")
	return ""
}

// checkRabbitOAuth checks the login by OAuth2.
func (c *checker) checkRabbitOAuth(protocol string) {
	c.checkAuthModes("oauth", "basic", "tls")
	// What OAuth2 needs is reported once, below.
	oauth := c.has("oauthTokenURI") || c.has("clientID") || c.has("clientSecret")
	c.checkLogins(func(name string) bool { return oauth && (name == "oauthTokenURI" || name == "clientID") })
	if !oauth {
		return
	}
	c.require("OAuth2", "oauthTokenURI", "clientID", "clientSecret")
	if protocol == "amqp" {
		c.addContradiction("protocol", "is amqp, which has no OAuth2", "set host to the address of the management API")
	}
	if c.has("username") && c.has("password") || c.has("workloadIdentityResource") {
		c.addContradiction("authModes", "oauth cannot be combined with another login", "keep one of them in the authentication")
	}
}

func (c *checker) checkRabbitTarget(protocol string) {
	for _, name := range []string{"queueLength", "value", "mode"} {
		if v := c.value(name); v.State == Hidden || v.State == Possible {
			return
		}
	}
	length, value, mode := c.number("queueLength"), c.number("value"), c.value("mode")
	if length == 0 && value == 0 && mode.Text == "Unknown" {
		return
	}
	switch {
	case length != 0 && (mode.Text != "Unknown" || value != 0):
		c.addContradiction("queueLength", "is deprecated and cannot be combined with mode and value", "keep mode and value")
	case length != 0:
		c.checkAboveZero("queueLength")
	case mode.Text == "Unknown":
		c.add(Missing, "metadata.mode", "value needs mode, which is missing", "use "+suggest.Alternatives(rabbitModes))
	case value == 0 && c.has("value"):
		c.addMalformed("value", "is not above zero", "set the value per replica")
	case value == 0:
		c.add(Missing, "metadata.value", "mode needs value, which is missing", "set the value per replica")
	case !slices.Contains(rabbitModes, mode.Text):
		c.addMalformed("mode", "is not supported", "use "+suggest.Alternatives(rabbitModes))
	case mode.Text != "QueueLength" && protocol == "amqp":
		c.addContradiction("mode", mode.Text+" works only over HTTP", "set host to the address of the management API, or use mode: QueueLength")
	case protocol == "amqp" && c.has("timeout") && c.value("timeout").Text != "0":
		c.addContradiction("timeout", "works only with protocol http", "remove it")
	default:
		c.checkAboveZero("value")
	}
}
