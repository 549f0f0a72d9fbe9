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

// taker is who takes requests: a host, or a route that somebody wrote.
type taker struct {
	name   string
	plan   *plan.Plan
	object *inventory.Object
}

// takers returns who receives requests in a package, by host and path.
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
