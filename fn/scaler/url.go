package scaler

import (
	"net/url"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// requestURI returns a condition on addresses that Go's url.ParseRequestURI reads. They may
// hold passwords, and stand in no message.
func requestURI(name, example string) condition {
	return func(j *judge) {
		if v := j.get(name); v.State == Plain {
			if _, err := url.ParseRequestURI(v.Text); err != nil {
				j.add(Malformed, "metadata."+name, name+" is not a URL", "write it with its scheme, such as "+example)
			}
		}
	}
}

// absoluteURL returns a condition on addresses that the tag url of
// github.com/go-playground/validator accepts.
func absoluteURL(name string) condition {
	return func(j *judge) {
		v := j.get(name)
		if v.State != Plain {
			return
		}
		u, err := url.Parse(strings.ToLower(v.Text))
		if err != nil || u.Scheme == "" || u.Scheme == "file" && strings.Trim(u.Path, "/") == "" || u.Scheme != "file" && u.Host+u.Fragment+u.Opaque == "" {
			j.add(Malformed, "metadata."+name, name+" is not a URL", "write it with its scheme, such as http://prometheus.monitoring:9090")
		}
	}
}

// solaceURL is what pkg/scalers/solace_dm_scaler.go looks for in each address.
var solaceURL = lazyregexp.New(`https?://[-_.A-Za-z0-9]{2,255}(:[0-9]{2,6})?`)

// solaceAddresses mirrors Validate of the same file.
func solaceAddresses(j *judge) {
	v := j.get("solaceSempBaseURL")
	if v.State != Plain {
		return
	}
	for _, text := range list(v.Text) {
		if !solaceURL.MatchString(text) {
			j.add(Malformed, "metadata.solaceSempBaseURL", "solaceSempBaseURL has a part that is not a URL", "write http://host:port, with commas between several")
			return
		}
	}
}
