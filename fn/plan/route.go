package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// Route tells the interceptor of KEDA's HTTP add-on which requests are the host's. It has
// the name of the host's ScaledObject.
type Route struct {
	// Kind is InterceptorRoute or HTTPScaledObject.
	Kind string
	Spec httpaddon.InterceptorRouteSpec
	// Hosts and Paths are the hosts and path prefixes whose requests count; none means all.
	Hosts, Paths []string
}

// triggerHTTP is the name of the trigger that all of the add-on's signals share.
const triggerHTTP = "http"

// addHTTP adds a signal of the add-on to the host's route, and the trigger if it is the
// first one.
func (r *resolver) addHTTP(entry signal.Entry, s signalSetting, authentication string) {
	name := entry.Name
	target, ok := r.httpTarget(name, s, authentication)
	if !ok {
		return
	}
	first := r.plan.Route == nil
	if first {
		r.plan.Route = &Route{Kind: r.Config.HTTP.API}
	}
	metric := &r.plan.Route.Spec.ScalingMetric
	switch {
	case name == config.SignalHTTPConcurrency && metric.Concurrency != nil, name == config.SignalHTTPRPS && metric.RequestRate != nil:
		r.add(RuleTrigger, s.target.Source.Field, fmt.Sprintf("the signal %s is set twice", name), "keep one of the two")
	case r.plan.Route.Kind == httpaddon.KindHTTPScaledObject && !first:
		r.add(RuleTrigger, s.target.Source.Field, "an HTTPScaledObject counts either http-concurrency or http-rps, not both", "remove one, or set http.api: "+httpaddon.KindInterceptorRoute+" for add-on 0.14 or newer")
	case name == config.SignalHTTPConcurrency:
		metric.Concurrency = &httpaddon.Concurrency{TargetValue: target}
	default:
		metric.RequestRate = &httpaddon.RequestRate{TargetValue: target, Window: duration(s.window.V)}
	}
	if first {
		r.addHTTPTrigger(entry, s)
	}
}

func (r *resolver) addHTTPTrigger(entry signal.Entry, s signalSetting) {
	r.addTrigger(keda.Trigger{
		Type: keda.TriggerExternalPush, Name: triggerHTTP,
		Metadata: keda.Metadata{
			httpaddon.KeyScalerAddress:               r.Config.HTTP.ScalerAddress,
			httpaddon.RouteKeys()[r.plan.Route.Kind]: r.plan.Name,
		},
	}, TriggerOrigin{Signal: entry.Name, Source: s.target.Source, Definition: entry.Signal, Builtin: true})
}

// httpTarget parses a signal's target, which must be an integer for the add-on.
func (r *resolver) httpTarget(name string, s signalSetting, authentication string) (int32, bool) {
	if s.activation.V != "" {
		r.add(RuleTarget, s.activation.Source.Field, signal.WhyNoActivation(name), "remove it")
	}
	if s.window.V != nil && name == config.SignalHTTPConcurrency {
		r.add(RuleTarget, s.window.Source.Field, "http-concurrency has no window; it counts current requests", "remove it")
	}
	if s.window.V != nil && *s.window.V == 0 {
		r.add(RuleTarget, s.window.Source.Field, "the window is zero", "use a duration such as 1m")
	}
	if authentication != "" && authentication != config.None {
		r.add(RuleTarget, s.target.Source.Field, "the HTTP add-on's scaler has no authentication", "remove it")
	}
	target, err := strconv.ParseInt(string(s.target.V), 10, 32)
	if err != nil || target < 1 {
		r.add(RuleTarget, s.target.Source.Field, fmt.Sprintf("the target %q is not an integer above zero", s.target.V), "set the number of requests that one replica can handle, such as \"8\"")
		return 0, false
	}
	return int32(target), true
}

// duration returns a duration as Kubernetes writes it; "" if there is none.
func duration(s *config.Seconds) string {
	if s == nil {
		return ""
	}
	return s.String()
}

// completeRoute sets the route's hosts and paths, its target, and how long requests wait.
func (r *resolver) completeRoute() {
	route := r.plan.Route
	if route == nil {
		return
	}
	route.Hosts, route.Paths = r.httpHosts(), r.httpPaths()
	rule := httpaddon.Rule{Hosts: route.Hosts}
	for _, path := range route.Paths {
		rule.Paths = append(rule.Paths, httpaddon.Path{Value: path})
	}
	if len(route.Hosts) > 0 {
		route.Spec.Rules = []httpaddon.Rule{rule}
	}
	r.setSource("route.rules", r.settings.httpHosts.Source)
	if routing := r.Config.HTTP.Routing; routing.Kind == config.RoutingHTTPRoute && routing.ReferenceGrant == config.GrantGenerate && r.plan.Host.Namespace == "" {
		r.add(RuleNamespace, "functionConfig spec.http.routing.referenceGrant", "the namespace is unknown, but the ReferenceGrant for HTTPRoutes needs it",
			"set metadata.namespace, kustomize's namespace, or spec.namespace of the functionConfig")
	}
	r.checkHTTPRoute()
	route.Spec.Target = r.httpService()
	route.Spec.Timeouts = r.httpTimeouts()
	if s := r.Config.HTTP.ColdStart; s != nil {
		route.Spec.ColdStart = coldStartOf(*s)
	}
}

// checkHTTPRoute checks the route against the limits of an HTTPRoute: gateway-api v1.4.1.
func (r *resolver) checkHTTPRoute() {
	if r.Config.HTTP.Routing.Kind != config.RoutingHTTPRoute {
		return
	}
	if n := len(r.plan.Route.Hosts); n > 16 {
		r.add(RuleHTTPHost, r.settings.httpHosts.Source.Field, fmt.Sprintf("%d hosts exceed the limit of 16 in an HTTPRoute", n), "use fewer, or a wildcard such as *.example.com")
	}
	if n := len(r.plan.Route.Paths); n > 64 {
		r.add(RuleHTTPHost, r.settings.httpPaths.Source.Field, fmt.Sprintf("%d paths exceed the limit of 64 in a rule of an HTTPRoute", n), "use fewer")
	}
}

// httpTimeouts returns timeouts that let requests wait until the host has started.
func (r *resolver) httpTimeouts() *httpaddon.Timeouts {
	http := r.Config.HTTP
	readiness := http.Readiness
	r.setSource("route.timeouts", Source{LayerDefaults, "functionConfig spec.http"})
	if readiness == nil {
		// A longer cold start does not fit into the cooldowns and is reported there.
		longest := config.Seconds(max(int64(config.DefaultReadiness), min(r.plan.ColdStart, 1<<31-1)))
		readiness = &longest
		r.setSource("route.timeouts.readiness", r.readinessSource(longest))
	} else {
		r.setSource("route.timeouts.readiness", Source{LayerDefaults, "functionConfig spec.http.readiness"})
	}
	return &httpaddon.Timeouts{Readiness: duration(readiness), Request: duration(http.Request), ResponseHeader: duration(http.ResponseHeader)}
}

// readinessSource returns why requests wait that long: because of the cold start if it is
// longer than the built-in time.
func (r *resolver) readinessSource(readiness config.Seconds) Source {
	switch set := r.settings.coldStart; {
	case readiness == config.DefaultReadiness:
		return Source{Layer: LayerBuiltin}
	case set.V != nil:
		return set.Source
	}
	return Source{LayerDefaults, "the startup probe"}
}

func coldStartOf(s config.HTTPColdStart) *httpaddon.ColdStart {
	var c httpaddon.ColdStart
	if f := s.Fallback; f != nil {
		c.Fallback = &httpaddon.Fallback{Service: httpaddon.FallbackService{Name: f.Service, Port: f.Port.Number, PortName: f.Port.Name}}
	}
	if p := s.Placeholder; p != nil {
		c.Placeholder = &httpaddon.Placeholder{Response: httpaddon.Response{StatusCode: cmp.Or(p.StatusCode, 503), Body: p.Body, Headers: p.Headers}}
	}
	return &c
}

// retries returns the retries for a host whose first requests find no pod.
func (r *resolver) retries() *config.IstioRetries {
	byRequests := slices.ContainsFunc(r.plan.TriggerOrigins, func(o TriggerOrigin) bool { return o.Signal == signal.RPS && o.Builtin })
	if r.plan.ScalesToZero() && byRequests && r.plan.Route == nil {
		return r.Config.Istio.Retries
	}
	return nil
}

// finishRoute returns the route if a trigger still refers to it: a patch may have replaced
// the triggers.
func (r *resolver) finishRoute() *Route {
	if r.plan.Route == nil {
		return nil
	}
	key := httpaddon.RouteKeys()[r.plan.Route.Kind]
	for _, t := range r.plan.Spec.Triggers {
		if t.Type == keda.TriggerExternalPush && t.Metadata[key] == r.plan.Name {
			return r.plan.Route
		}
	}
	return nil
}
