package rule

import (
	"fmt"
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
	Summary:     "a Prometheus address without its scheme",
	Consequence: "Ready=True, but every poll fails",
	Run:         checkPrometheusAddress,
}

// checkPrometheusAddress is for addresses that nothing can be asked at. Go reads schemes in any
// case. No message repeats an address, which may have a password in it.
func checkPrometheusAddress(p *pass) {
	p.eachPrometheus(func(path string, t keda.Trigger) {
		scheme, _, hasScheme := strings.Cut(strings.TrimSpace(t.Metadata["serverAddress"]), "://")
		message := "serverAddress has no scheme"
		switch {
		case strings.TrimSpace(t.Metadata["serverAddress"]) == "", hasScheme && contains([]string{"http", "https"}, strings.ToLower(scheme)):
			return
		case hasScheme && schemes.MatchString(scheme):
			message = fmt.Sprintf("serverAddress has the scheme %s, by which Prometheus is not asked", scheme)
		}
		p.report(path+".metadata.serverAddress", message, "begin it with http:// or https://")
	})
}

// schemes are those of protocols that somebody may have in mind.
var schemes = lazyregexp.New(`^[A-Za-z][A-Za-z0-9+.-]{0,15}$`)
