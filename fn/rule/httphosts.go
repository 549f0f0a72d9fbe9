package rule

import (
	"cmp"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// hostsMissing is for routes that take no requests at all, or those of everybody.
func hostsMissing(s *pass) {
	for _, r := range s.routes() {
		switch {
		case r.object != nil && (r.object.Kind != httpaddon.KindInterceptorRoute || !isNone(r.object.Field("spec", "rules"))):
		case r.object != nil:
			s.report(r.path, r.name()+" has no rules, and the interceptor takes no requests for it", "give it spec.rules with the hosts that clients send requests to")
		case len(r.spec.Rules) == 0 && !contains(s.Unresolved, s.Source("route.rules").Field):
			s.report(r.path, "which requests are the host's is not known", fmt.Sprintf("name the hosts that clients send them to: %s: llama.example.com", s.annotation("http-hosts")))
		}
	}
}

// isNone says whether a list is not there, or has nothing in it.
func isNone(n *yaml.Node) bool {
	return n == nil || n.ShortTag() == yaml.NodeTagNull || n.Kind == yaml.SequenceNode && len(n.Content) == 0
}

// hostsIdle is for annotations that only signals of the add-on read.
func hostsIdle(s *hostPass) {
	given := s.host.Host.Annotations.Settings
	for _, a := range []struct {
		key   string
		given bool
	}{{"http-hosts", given.HTTPHosts != nil}, {"http-paths", given.HTTPPaths != nil}, {"http-port", given.HTTPPort != nil}} {
		if a.given && s.host.Route == nil {
			s.report(plan.AnnotationField(s.host.Host, a.key), "is there, but no trigger of KEDA's HTTP add-on", fmt.Sprintf("add %s or %s, or remove it", s.annotation("http-concurrency"), s.annotation("http-rps")))
		}
	}
}

// hostShared is for requests that two routes of the package take: the interceptor knows
// hosts across namespaces, and sends each request to the older one.
func hostShared(s *pass) {
	for _, r := range s.routes() {
		told := map[string]bool{}
		for _, key := range requestsOf(r.spec) {
			var others []string
			more := 0
			for _, other := range s.requests[key] {
				switch {
				case other.is(r, s.Plan):
				case len(others) == mostTakers:
					more++
				case !told[other.name]:
					told[other.name] = true
					others = append(others, other.name)
				}
			}
			if more > 0 {
				others = append(others, fmt.Sprintf("%d more", more))
			}
			if len(others) > 0 {
				s.report(r.at("rules"), fmt.Sprintf("requests for %s are those of %s, too: the interceptor sends them to the older of the two routes", strings.TrimSuffix(key, "/"), both(others)),
					s.hintFor(fmt.Sprintf("give each hosts of its own, or tell them apart with %s", s.annotation("http-paths")), "give each hosts of its own, or paths"))
			}
		}
	}
}

// mostTakers is how many others a finding names.
const mostTakers = 10

// taker is who takes requests: a host, or a route that somebody wrote.
type taker struct {
	name   string
	plan   *plan.Plan
	object *inventory.Object
}

func (t taker) is(r route, p *plan.Plan) bool {
	if r.object != nil {
		return t.object == r.object
	}
	return t.plan == p
}

// takers are all of a package, by the requests that they take.
func takers(hosts []*plan.HostPlan, inv *inventory.Inventory) map[string][]taker {
	all := map[string][]taker{}
	add := func(t taker, spec httpaddon.InterceptorRouteSpec) {
		for _, key := range requestsOf(spec) {
			all[key] = append(all[key], t)
		}
	}
	for _, p := range hosts {
		if p.Route != nil {
			add(taker{p.Object.Resource().String(), &p.Plan, nil}, p.Route.Spec)
		}
	}
	for _, o := range inv.Routes.Objects {
		// Of two kinds of one name the add-on takes the newer: v0.15.0, pkg/routing/table.go.
		newer := slices.ContainsFunc(inv.Routes.ByName(o.Name), func(other *inventory.Object) bool {
			return o.Kind == httpaddon.KindHTTPScaledObject && other.Kind == httpaddon.KindInterceptorRoute && other.Name == o.Name && other.SharesNamespace(o)
		})
		if !managed.Is(o) && !newer {
			add(taker{o.Resource().String(), nil, o}, readRoute(o))
		}
	}
	return all
}

// portless is a host as the interceptor takes it.
func portless(host string) string {
	name, port, err := net.SplitHostPort(host)
	if _, number := strconv.Atoi(port); err == nil && number == nil {
		return name
	}
	return host
}

// requestsOf are the hosts and paths that a route takes all requests of, as the
// interceptor compares them.
func requestsOf(spec httpaddon.InterceptorRouteSpec) []string {
	var keys []string
	for _, rule := range spec.Rules {
		if len(rule.Headers) > 0 {
			continue
		}
		hosts, paths := rule.Hosts, rule.Paths
		if len(hosts) == 0 {
			hosts = []string{httpaddon.AnyHost}
		}
		if len(paths) == 0 {
			paths = []httpaddon.Path{{}}
		}
		for _, host := range hosts {
			host = portless(host)
			for _, path := range paths {
				bare := strings.Trim(path.Value, "/")
				keys = append(keys, cmp.Or(host, httpaddon.AnyHost)+"/"+bare)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
