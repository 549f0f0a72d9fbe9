package rule

import (
	"cmp"
	"net"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// receiver is an object that receives requests: a host, or a hand-written route.
type receiver struct {
	name   string
	plan   *plan.Plan
	object *inventory.Object
}

// receiversOf returns the receivers of requests in a package, by host and path.
func receiversOf(hosts []*plan.HostPlan, inv *inventory.Inventory) map[string][]receiver {
	all := map[string][]receiver{}
	add := func(r receiver, spec httpaddon.InterceptorRouteSpec) {
		for _, key := range requestsOf(spec) {
			all[key] = append(all[key], r)
		}
	}
	for _, p := range hosts {
		if p.Route != nil {
			add(receiver{p.Object.Resource().String(), &p.Plan, nil}, p.Route.Spec)
		}
	}
	for _, o := range inv.Routes.Objects {
		// If two kinds have the same name, the add-on uses the newer one: v0.15.0, pkg/routing/table.go.
		newer := slices.ContainsFunc(inv.Routes.ByName(o.Name), func(other *inventory.Object) bool {
			return o.Kind == httpaddon.KindHTTPScaledObject && other.Kind == httpaddon.KindInterceptorRoute && other.Name == o.Name && other.SharesNamespace(o)
		})
		if !managed.Is(o) && !newer {
			add(receiver{o.Resource().String(), nil, o}, readRoute(o))
		}
	}
	return all
}

// portless returns a host without its port, as the interceptor compares it.
func portless(host string) string {
	name, port, err := net.SplitHostPort(host)
	if _, number := strconv.Atoi(port); err == nil && number == nil {
		return name
	}
	return host
}

// requestsOf returns the hosts and paths for which a route receives all requests, as the
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
