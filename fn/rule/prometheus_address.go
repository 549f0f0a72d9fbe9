package rule

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

var prometheusAddress = &Rule{
	ID:          "prometheus-address",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	Summary:     "a Prometheus address without an http or https scheme",
	Consequence: "KEDA reports Ready=True, but every poll fails",
	Run:         checkPrometheusAddress,
}

// checkPrometheusAddress reports addresses that cannot be queried. Go accepts schemes in any
// case. No message quotes an address, which may contain a password.
func checkPrometheusAddress(p *pass) {
	p.eachPrometheus(func(path string, t keda.Trigger) {
		scheme, _, hasScheme := strings.Cut(strings.TrimSpace(t.Metadata["serverAddress"]), "://")
		message := "serverAddress has no scheme"
		switch {
		case strings.TrimSpace(t.Metadata["serverAddress"]) == "", hasScheme && slices.Contains([]string{"http", "https"}, strings.ToLower(scheme)):
			return
		case hasScheme && schemes.MatchString(scheme):
			message = fmt.Sprintf("serverAddress has the scheme %s, which Prometheus does not serve", scheme)
		}
		p.report(path+".metadata.serverAddress", message, "start it with http:// or https://")
	})
}

// schemes matches text that looks like a URL scheme, and is short enough to quote.
var schemes = lazyregexp.New(`^[A-Za-z][A-Za-z0-9+.-]{0,15}$`)
