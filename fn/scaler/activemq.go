package scaler

import (
	"net/url"
	"strings"
)

// checkActiveMQ mirrors pkg/scalers/activemq_scaler.go, Validate.
func checkActiveMQ(c *checker) {
	ifAbsent("restAPITemplate", "managementEndpoint", "destinationName", "brokerName")(c)
	c.checkTemplate("restAPITemplate", func(u *url.URL) string { return u.Path }, strings.NewReplacer(",", "&"), "destinationName", "brokerName")
}

// checkArtemis mirrors pkg/scalers/artemis_scaler.go, Validate.
func checkArtemis(c *checker) {
	ifAbsent("restApiTemplate", "managementEndpoint", "queueName", "brokerName", "brokerAddress")(c)
	c.checkTemplate("restApiTemplate", func(u *url.URL) string { return u.RawPath }, strings.NewReplacer(",", "&", `""`, ""), "address", "queue", "broker")
}

// checkTemplate checks the address that replaces KEDA's own, and that contains names.
func (c *checker) checkTemplate(name string, path func(*url.URL) string, query *strings.Replacer, keys ...string) {
	v := c.value(name)
	if v.State != Plain {
		return
	}
	u, err := url.ParseRequestURI(v.Text)
	if err != nil {
		c.add(Malformed, "metadata."+name, name+" is not an address", "use http://host:port/path, or remove it and set the parts separately")
		return
	}
	_, names, _ := strings.Cut(path(u), ":")
	names, _, _ = strings.Cut(names, ":")
	names, _, _ = strings.Cut(names, "/")
	given, err := url.ParseQuery(query.Replace(names))
	for _, key := range keys {
		if err != nil || given.Get(key) == "" {
			c.add(Malformed, "metadata."+name, name+" does not name "+key, "set it as "+key+"=NAME after the colon, or remove "+name+" and set the parts separately")
			return
		}
	}
}
