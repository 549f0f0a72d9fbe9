package rule

import (
	"fmt"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
)

var httpHostsMissing = &Rule{
	ID:          "http-hosts-missing",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	LooksUp:     []string{"InterceptorRoute", "HTTPScaledObject"},
	Summary:     "an HTTP add-on route without hosts",
	Consequence: "the route matches no requests, so the host never wakes",
	Run:         checkHTTPHostsMissing,
}

// checkHTTPHostsMissing reports routes that match no requests, or all.
func checkHTTPHostsMissing(p *pass) {
	for _, r := range p.routes() {
		switch {
		case r.object != nil && (r.object.Kind != httpaddon.KindInterceptorRoute || !isNone(r.object.Field("spec", "rules"))):
		case r.object != nil:
			p.report(r.path, r.name()+" has no rules, so the interceptor matches no requests", "add spec.rules with the hosts that clients use")
		case len(r.spec.Rules) == 0 && !slices.Contains(p.Unresolved, p.Source("route.rules").Field):
			p.report(r.path, "the HTTP add-on cannot tell which requests are for the host", fmt.Sprintf("list the hosts that clients use: %s: llama.example.com", p.annotation("http-hosts")))
		}
	}
}

// isNone reports whether a list is absent or empty.
func isNone(n *yaml.Node) bool {
	return n == nil || n.ShortTag() == yaml.NodeTagNull || n.Kind == yaml.SequenceNode && len(n.Content) == 0
}
