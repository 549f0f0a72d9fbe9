package scaler

import (
	"net/url"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// checkRequestURI returns a condition on addresses that Go's url.ParseRequestURI parses. They may
// contain passwords, so no message quotes them.
func checkRequestURI(name, example string) check {
	return func(c *checker) {
		if v := c.value(name); v.State == Plain {
			if _, err := url.ParseRequestURI(v.Text); err != nil {
				c.add(Malformed, "metadata."+name, name+" is not a URL", "add a scheme, as in "+example)
			}
		}
	}
}

// checkAbsoluteURL returns a condition on addresses that the tag url of
// github.com/go-playground/validator accepts.
func checkAbsoluteURL(name string) check {
	return func(c *checker) {
		v := c.value(name)
		if v.State != Plain {
			return
		}
		u, err := url.Parse(strings.ToLower(v.Text))
		if err != nil || u.Scheme == "" || u.Scheme == "file" && strings.Trim(u.Path, "/") == "" || u.Scheme != "file" && u.Host+u.Fragment+u.Opaque == "" {
			c.add(Malformed, "metadata."+name, name+" is not a URL", "add a scheme, as in http://prometheus.monitoring:9090")
		}
	}
}

// solaceURL is what pkg/scalers/solace_dm_scaler.go looks for in each address.
var solaceURL = lazyregexp.New(`https?://[-_.A-Za-z0-9]{2,255}(:[0-9]{2,6})?`)

// checkSolaceAddresses mirrors Validate of the same file.
func checkSolaceAddresses(c *checker) {
	v := c.value("solaceSempBaseURL")
	if v.State != Plain {
		return
	}
	for _, text := range list(v.Text) {
		if !solaceURL.MatchString(text) {
			c.add(Malformed, "metadata.solaceSempBaseURL", "solaceSempBaseURL has a part that is not a URL", "use http://host:port, separated by commas")
			return
		}
	}
}
