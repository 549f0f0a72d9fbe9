package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/addon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// route is what tells the interceptor which requests count for a trigger.
type route struct {
	spec addon.InterceptorRouteSpec
	// object is nil for a host's own, which is generated.
	object *inventory.Object
	// path is the trigger that counts them.
	path string
}

// name is how messages call it.
func (r route) name() string {
	if r.object == nil {
		return "the host's route"
	}
	return fmt.Sprintf("%s %q", r.object.Kind, r.object.Name)
}

// at is the place of one of its fields: a setting's, or the trigger that names the route.
func (r route) at(field string) string {
	if r.object == nil {
		return "route." + field
	}
	return r.path
}

// routes are those behind a plan's triggers: the generated one, and those of the package
// that somebody wrote.
func (s *subject) routes() []route {
	var all []route
	for i, t := range s.Spec.Triggers {
		for _, kind := range addon.Kinds() {
			name := routeName(t, kind)
			switch o := s.routeObject(kind, name); {
			case name == "":
			case s.isOwnRoute(kind, name):
				all = append(all, route{s.Route.Spec, nil, triggerPath(i)})
			case o != nil:
				all = append(all, route{addon.Read(o), o, triggerPath(i)})
			}
		}
	}
	return all
}

// routeName is the route of a kind that a trigger of the add-on's names; "" where it
// names none.
func routeName(t keda.Trigger, kind string) string {
	if t.Type != keda.TriggerExternalPush && t.Type != keda.TriggerExternal {
		return ""
	}
	return strings.TrimSpace(t.Metadata[addon.Keys()[kind]])
}

// isOwnRoute says whether a route is the one that is generated for the host.
func (s *subject) isOwnRoute(kind, name string) bool {
	return s.Route != nil && s.Route.Kind == kind && s.Name == name
}

func (s *subject) routeObject(kind, name string) *inventory.Object {
	for _, o := range s.inv.Routes.Called(name) {
		if o.Kind == kind && o.Name == name && o.SharesNamespace(s.Object) {
			return o
		}
	}
	return nil
}

// hostsMissing is for routes that take no requests at all, or those of everybody.
func hostsMissing(s *subject) {
	for _, r := range s.routes() {
		switch {
		case r.object != nil && (r.object.Kind != addon.KindInterceptorRoute || !isNone(r.object.Field("spec", "rules"))):
		case r.object != nil:
			s.find(r.path, r.name()+" has no rules, and the interceptor takes no requests for it", "give it spec.rules with the hosts that clients send requests to")
		case len(r.spec.Rules) == 0 && s.Source("route.rules").Field == "":
			s.find(r.path, "which requests are the host's is not known", fmt.Sprintf("name the hosts that clients send them to: %s: llama.example.com", s.annotation("http-hosts")))
		}
	}
}

// isNone says whether a list is not there, or has nothing in it.
func isNone(n *yaml.Node) bool {
	return n == nil || n.ShortTag() == yaml.NodeTagNull || n.Kind == yaml.SequenceNode && len(n.Content) == 0
}

// hostsIdle is for annotations that only signals of the add-on read.
func hostsIdle(s *subject) {
	given := s.Host.Intent.Settings
	for _, a := range []struct {
		key   string
		given bool
	}{{"http-hosts", given.HTTPHosts != nil}, {"http-paths", given.HTTPPaths != nil}, {"http-port", given.HTTPPort != nil}} {
		if a.given && s.Route == nil {
			s.find(plan.AnnotationField(s.Host, a.key), "is there, but no signal of KEDA's HTTP add-on", fmt.Sprintf("add %s or %s, or remove it", s.annotation("http-concurrency"), s.annotation("http-rps")))
		}
	}
}

// readinessColdStart holds how long requests wait against what a pod may take to load
// its model. Where something else is answered meanwhile, the wait is as it may be.
func readinessColdStart(s *subject) {
	if !s.Sleeps() || s.ColdStart == 0 {
		return
	}
	for _, r := range s.routes() {
		if r.spec.ColdStart != nil {
			continue
		}
		for _, limit := range s.waits(r) {
			if limit.wait > 0 && limit.wait < time.Duration(s.ColdStart)*time.Second {
				s.find(limit.field, fmt.Sprintf("%s lets a request wait for %ds, but %s the model %ds to load: who wakes the host gets no answer", limit.name, limit.wait/time.Second, s.whoGives(), s.ColdStart),
					fmt.Sprintf("write %ds or more, or leave it out", s.ColdStart))
			}
		}
	}
}

// placeholderAsleep is for routes that hold no request, so that none is in flight for
// long enough to be seen: testdata/oracle/http shows it.
func placeholderAsleep(s *subject) {
	if !s.Sleeps() || s.modifiers().Formula != "" {
		return
	}
	for _, r := range s.routes() {
		holds := r.spec.ColdStart == nil || r.spec.ColdStart.Placeholder == nil || r.spec.ScalingMetric.RequestRate != nil
		if !holds && !s.wokenBeside(r.path) {
			s.find(r.path, "at zero each request gets the placeholder at once, so that none is in flight when the scaler looks: nothing wakes the host",
				s.ways(fmt.Sprintf("add %s, which counts what came", s.annotation("http-rps")), "add scalingMetric.requestRate, which counts what came"))
		}
	}
}

// wokenBeside says whether a trigger other than the one at a path is there without pods.
func (s *subject) wokenBeside(path string) bool {
	for i, t := range s.Spec.Triggers {
		if triggerPath(i) != path && s.presence(i, t) == outside {
			return true
		}
	}
	return false
}

// notReady is for Services that have endpoints before their pods are ready.
func notReady(s *subject) {
	for _, r := range s.routes() {
		service, found := s.inv.Services.Find(s.Object.Namespace, r.spec.Target.Service)
		if found && inventory.Text(service.Field("spec", "publishNotReadyAddresses")) == "true" {
			s.find(r.path, fmt.Sprintf("the Service %s publishes pods before they are ready (publishNotReadyAddresses), and the interceptor does not wait for the model", service.Name),
				s.ways("take that out, or name another Service with "+s.annotation("service"), "take that out, or name another Service in the route"))
		}
	}
}

// limit is one that a waiting request runs into.
type limit struct {
	name, field string
	wait        time.Duration
}

func (s *subject) waits(r route) []limit {
	var limits []limit
	if t := r.spec.Timeouts; t != nil {
		limits = append(limits, limit{"readiness", r.at("timeouts.readiness"), durationOf(t.Readiness)}, limit{"request", r.at("timeouts.request"), durationOf(t.Request)})
	}
	if t := s.cfg.HTTP.Routing.Timeout; t != nil && r.object == nil {
		limits = append(limits, limit{"the gateway's timeout", "functionConfig spec.http.routing.timeout", time.Duration(*t) * time.Second})
	}
	return limits
}

// durationOf is 0 for what is none.
func durationOf(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d
}

// hostShared is for requests that two routes of the package take: the interceptor knows
// hosts across namespaces, and sends each request to the older one.
func hostShared(s *subject) {
	for _, r := range s.routes() {
		var told []string
		for _, key := range requestsOf(r.spec) {
			for _, other := range s.requests[key] {
				if other.is(r, s.Plan) || slices.Contains(told, other.name) {
					continue
				}
				told = append(told, other.name)
				s.find(r.at("rules"), fmt.Sprintf("requests for %s are those of %s, too: the interceptor sends them to the older of the two routes", strings.TrimSuffix(key, "/"), other.name),
					s.ways(fmt.Sprintf("give each hosts of its own, or tell them apart with %s", s.annotation("http-paths")), "give each hosts of its own, or paths"))
			}
		}
	}
}

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
func takers(hosts []*plan.Plan, inv *inventory.Inventory, generated func(*inventory.Object) bool) map[string][]taker {
	all := map[string][]taker{}
	add := func(t taker, spec addon.InterceptorRouteSpec) {
		for _, key := range requestsOf(spec) {
			all[key] = append(all[key], t)
		}
	}
	for _, p := range hosts {
		if p.Route != nil {
			add(taker{p.Object.Resource().String(), p, nil}, p.Route.Spec)
		}
	}
	for _, o := range inv.Routes.Objects {
		if !generated(o) {
			add(taker{o.Resource().String(), nil, o}, addon.Read(o))
		}
	}
	return all
}

// requestsOf are the hosts and paths that a route takes all requests of, as the
// interceptor compares them.
func requestsOf(spec addon.InterceptorRouteSpec) []string {
	var keys []string
	for _, rule := range spec.Rules {
		if len(rule.Headers) > 0 {
			continue
		}
		hosts, paths := rule.Hosts, rule.Paths
		if len(hosts) == 0 {
			hosts = []string{addon.AnyHost}
		}
		if len(paths) == 0 {
			paths = []addon.Path{{}}
		}
		for _, host := range hosts {
			host, _, _ = strings.Cut(host, ":")
			for _, path := range paths {
				bare := strings.Trim(path.Value, "/")
				keys = append(keys, cmp.Or(host, addon.AnyHost)+"/"+bare)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
