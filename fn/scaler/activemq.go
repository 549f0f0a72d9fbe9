package scaler

import (
	"net/url"
	"strings"
)

// activeMQ mirrors pkg/scalers/activemq_scaler.go, Validate.
func activeMQ(j *judge) {
	without("restAPITemplate", "managementEndpoint", "destinationName", "brokerName")(j)
	j.template("restAPITemplate", func(u *url.URL) string { return u.Path }, strings.NewReplacer(",", "&"), "destinationName", "brokerName")
}

// artemis mirrors pkg/scalers/artemis_scaler.go, Validate.
func artemis(j *judge) {
	without("restApiTemplate", "managementEndpoint", "queueName", "brokerName", "brokerAddress")(j)
	j.template("restApiTemplate", func(u *url.URL) string { return u.RawPath }, strings.NewReplacer(",", "&", `""`, ""), "address", "queue", "broker")
}

// template checks the address that KEDA asks in place of its own, and takes names from.
func (j *judge) template(name string, path func(*url.URL) string, query *strings.Replacer, keys ...string) {
	v := j.get(name)
	if v.State != Plain {
		return
	}
	u, err := url.ParseRequestURI(v.Text)
	if err != nil {
		j.add(Malformed, "metadata."+name, name+" is not an address", "write http://host:port/path, or remove it and name the parts")
		return
	}
	_, names, _ := strings.Cut(path(u), ":")
	names, _, _ = strings.Cut(names, ":")
	names, _, _ = strings.Cut(names, "/")
	given, err := url.ParseQuery(query.Replace(names))
	for _, key := range keys {
		if err != nil || given.Get(key) == "" {
			j.add(Malformed, "metadata."+name, name+" does not name "+key, "write it as "+key+"=NAME after the colon, or remove "+name+" and name the parts")
			return
		}
	}
}
