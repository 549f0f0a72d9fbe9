package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
)

// routeMissing is for the HTTP add-on's triggers, whose signal comes from a route.
func routeMissing(s *pass) {
	for i, t := range s.Spec.Triggers {
		for _, kind := range httpaddon.Kinds() {
			if _, held := s.cfg.Holds(kind, s.Object.Namespace, routeName(t, kind)); held {
				continue
			}
			if name := routeName(t, kind); name != "" && !s.isOwnRoute(kind, name) && s.routeObject(kind, name) == nil {
				s.report(triggerPath(i)+".metadata."+httpaddon.Keys()[kind], fmt.Sprintf("the %s %q is not in the package", kind, name), "add it, or correct the name, if the cluster has none")
			}
		}
	}
}
