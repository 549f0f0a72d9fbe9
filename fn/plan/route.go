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

// Route is what tells the interceptor of KEDA's HTTP add-on which requests are the
// host's. It is called as the host's ScaledObject.
type Route struct {
	// Kind is InterceptorRoute or HTTPScaledObject, which can say less.
	Kind string
	Spec httpaddon.InterceptorRouteSpec
	// Hosts are those whose requests count, and Paths their prefixes; none where all do.
	Hosts, Paths []string
}

// triggerHTTP is the name of the one trigger of all of the add-on's signals.
const triggerHTTP = "http"

// http adds a signal of the add-on to the host's route, and its trigger if it is the first.
func (r *resolver) http(entry signal.Entry, s signalSetting, authentication string) {
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
		r.add(RuleTrigger, s.target.Source.Field, fmt.Sprintf("the signal %s is given twice, and a route counts it once", name), "keep one of the two")
	case r.plan.Route.Kind == httpaddon.KindHTTPScaledObject && !first:
		r.add(RuleTrigger, s.target.Source.Field, "an HTTPScaledObject counts one of http-concurrency and http-rps, not both", "drop one of them, or write http.api: "+httpaddon.KindInterceptorRoute+" for add-on 0.14 or newer")
	case name == config.SignalHTTPConcurrency:
		metric.Concurrency = &httpaddon.Concurrency{TargetValue: target}
	default:
		metric.RequestRate = &httpaddon.RequestRate{TargetValue: target, Window: duration(s.window.V)}
	}
	if first {
		r.httpTrigger(entry, s)
	}
}

func (r *resolver) httpTrigger(entry signal.Entry, s signalSetting) {
	r.trigger(keda.Trigger{
		Type: keda.TriggerExternalPush, Name: triggerHTTP,
		Metadata: keda.Metadata{
			httpaddon.KeyScalerAddress:               r.Config.HTTP.ScalerAddress,
			httpaddon.RouteKeys()[r.plan.Route.Kind]: r.plan.Name,
		},
	}, TriggerOrigin{Signal: entry.Name, Source: s.target.Source, Definition: entry.Signal, Builtin: true})
}

// httpTarget is a signal's target, which the add-on has in whole numbers.
func (r *resolver) httpTarget(name string, s signalSetting, authentication string) (int32, bool) {
	if s.activation.V != "" {
		r.add(RuleTarget, s.activation.Source.Field, signal.WhyNoActivation(name), "remove it")
	}
	if s.window.V != nil && name == config.SignalHTTPConcurrency {
		r.add(RuleTarget, s.window.Source.Field, "http-concurrency has no window: it is what is in flight at the moment", "remove it")
	}
	if s.window.V != nil && *s.window.V == 0 {
		r.add(RuleTarget, s.window.Source.Field, "the window is zero", "write a duration such as 1m")
	}
	if authentication != "" && authentication != config.None {
		r.add(RuleTarget, s.target.Source.Field, "the add-on's scaler takes no authentication", "remove it")
	}
	target, err := strconv.ParseInt(string(s.target.V), 10, 32)
	if err != nil || target < 1 {
		r.add(RuleTarget, s.target.Source.Field, fmt.Sprintf("%q is no target: KEDA's HTTP add-on counts in whole numbers from 1 up", s.target.V), "write how many are enough for one replica, such as \"8\"")
		return 0, false
	}
	return int32(target), true
}

// duration is how Kubernetes writes one; "" where there is none.
func duration(s *config.Seconds) string {
	if s == nil {
		return ""
	}
	return s.String()
}

// route completes the host's route: which requests it is of, where they go, and how
// long they wait.
func (r *resolver) route() {
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
	r.from("route.rules", r.settings.httpHosts.Source)
	if routing := r.Config.HTTP.Routing; routing.Kind == config.RoutingHTTPRoute && routing.ReferenceGrant == config.GrantGenerate && r.plan.Host.Namespace == "" {
		r.add(RuleNamespace, "functionConfig spec.http.routing.referenceGrant", "the namespace is not known here, but the ReferenceGrant for its HTTPRoutes needs it",
			"set metadata.namespace, kustomize's namespace, or spec.namespace of the functionConfig")
	}
	r.fitsHTTPRoute()
	route.Spec.Target = r.httpService()
	route.Spec.Timeouts = r.httpTimeouts()
	if s := r.Config.HTTP.ColdStart; s != nil {
		route.Spec.ColdStart = coldStartOf(*s)
	}
}

// fitsHTTPRoute holds the route against what an HTTPRoute can say: gateway-api v1.4.1.
func (r *resolver) fitsHTTPRoute() {
	if r.Config.HTTP.Routing.Kind != config.RoutingHTTPRoute {
		return
	}
	if n := len(r.plan.Route.Hosts); n > 16 {
		r.add(RuleHTTPHost, r.settings.httpHosts.Source.Field, fmt.Sprintf("%d hosts are more than the 16 that an HTTPRoute takes", n), "name fewer, or one with a star")
	}
	if n := len(r.plan.Route.Paths); n > 64 {
		r.add(RuleHTTPHost, r.settings.httpPaths.Source.Field, fmt.Sprintf("%d paths are more than the 64 that a rule of an HTTPRoute takes", n), "name fewer")
	}
}

// httpTimeouts give a request the time that its host takes to start.
func (r *resolver) httpTimeouts() *httpaddon.Timeouts {
	http := r.Config.HTTP
	readiness := http.Readiness
	r.from("route.timeouts", Source{LayerDefaults, "functionConfig spec.http"})
	if readiness == nil {
		// Below 2147483648: whoever says more is told by the cool-downs.
		longest := config.Seconds(max(int64(config.DefaultReadiness), min(r.plan.ColdStart, 1<<31-1)))
		readiness = &longest
		r.from("route.timeouts.readiness", r.whoWaits(longest))
	} else {
		r.from("route.timeouts.readiness", Source{LayerDefaults, "functionConfig spec.http.readiness"})
	}
	return &httpaddon.Timeouts{Readiness: duration(readiness), Request: duration(http.Request), ResponseHeader: duration(http.ResponseHeader)}
}

// whoWaits is what says that requests wait so long: the cold start where it is longer than
// the built-in time.
func (r *resolver) whoWaits(readiness config.Seconds) Source {
	switch said := r.settings.coldStart; {
	case readiness == config.DefaultReadiness:
		return Source{Layer: LayerBuiltin}
	case said.V != nil:
		return said.Source
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

// retries are for hosts whose first requests find nobody.
func (r *resolver) retries() {
	byRequests := slices.ContainsFunc(r.plan.TriggerOrigins, func(o TriggerOrigin) bool { return o.Signal == signal.RPS && o.Builtin })
	if r.plan.ScalesToZero() && byRequests && r.plan.Route == nil {
		r.plan.Retries = r.Config.Istio.Retries
	}
}

// settleRoute forgets the route where triggers that were written over all others do not
// have it.
func (r *resolver) settleRoute() {
	if r.plan.Route == nil {
		return
	}
	key := httpaddon.RouteKeys()[r.plan.Route.Kind]
	for _, t := range r.plan.Spec.Triggers {
		if t.Type == keda.TriggerExternalPush && t.Metadata[key] == r.plan.Name {
			return
		}
	}
	r.plan.Route = nil
}
