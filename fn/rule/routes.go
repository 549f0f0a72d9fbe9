package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// routes are the kinds that the HTTP add-on's scaler looks up, by the field of the
// trigger that names them: kedacore/http-add-on v0.15.0, scaler.
var routes = map[string]string{"interceptorRoute": "InterceptorRoute", "httpScaledObject": "HTTPScaledObject"}

// routeMissing is for the HTTP add-on's triggers, whose signal comes from a route.
func routeMissing(s *subject) {
	for i, t := range s.Spec.Triggers {
		if t.Type != keda.TriggerExternalPush && t.Type != keda.TriggerExternal {
			continue
		}
		for _, field := range sortedKeys(routes) {
			if name := strings.TrimSpace(t.Metadata[field]); name != "" && !s.hasRoute(routes[field], name) {
				s.find(triggerPath(i)+".metadata."+field, fmt.Sprintf("the %s %q is not in the package", routes[field], name), "add it, or correct the name, if the cluster has none")
			}
		}
	}
}

func (s *subject) hasRoute(kind, name string) bool {
	for _, o := range s.inv.All {
		if o.Kind == kind && o.Name == name && o.Group() == "http.keda.sh" && o.SharesNamespace(s.Object) {
			return true
		}
	}
	return false
}
