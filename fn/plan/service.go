package plan

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// httpService returns where the interceptor sends the host's requests.
func (r *resolver) httpService() httpaddon.Target {
	h, wanted := r.plan.Host, r.settings.httpPort
	field := r.httpField()
	if h.Annotations.Service != "" {
		field = AnnotationField(h, "service")
		r.setSource("route.target", Source{LayerAnnotation, field})
	}
	switch {
	case len(h.Services) > 1:
		r.add(RuleHTTPService, field, fmt.Sprintf("%s all select the host's pods, but none is named %s", services(h.Services), h.Service), "choose the one for requests with "+h.AnnotationName("service"))
	case len(h.Services) == 0 && (h.Annotations.Service == "" || wanted.V == nil):
		r.add(RuleHTTPService, field, fmt.Sprintf("the Service %s, which the interceptor sends requests to, is not in the package", h.Service),
			fmt.Sprintf("add it, or name one in the cluster with %s and %s", h.AnnotationName("service"), h.AnnotationName("http-port")))
	case len(h.Services) == 0:
		return httpaddon.Target{Service: h.Service, Port: wanted.V.Number, PortName: wanted.V.Name}
	default:
		port := r.httpPort(h.Services[0], wanted)
		return httpaddon.Target{Service: h.Service, Port: port.Number, PortName: port.Name}
	}
	return httpaddon.Target{Service: h.Service}
}

// httpField returns where the host asks for a signal of the add-on.
func (r *resolver) httpField() string {
	for _, origin := range r.plan.TriggerOrigins {
		if config.KindOfSignal(origin.Signal) == config.SignalOfHTTP {
			return origin.Source.Field
		}
	}
	return ""
}

func services(objects []*inventory.Object) string {
	var names []string
	for _, o := range objects {
		names = append(names, o.Name)
	}
	slices.Sort(names)
	return "the Services " + strings.Join(names, ", ")
}
