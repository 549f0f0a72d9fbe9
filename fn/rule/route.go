package rule

import (
	"fmt"
	"strings"
	"time"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// route decides which requests the interceptor counts for a trigger.
type route struct {
	spec httpaddon.InterceptorRouteSpec
	// object is nil for the generated route of a host.
	object *inventory.Object
	// path is the path of the trigger.
	path string
}

// isFilledLater reports whether fields of a hand-written route are filled in later.
func (r route) isFilledLater() bool {
	return r.object != nil && len(plan.Placeholders(r.object.Field("spec"), "spec")) > 0
}

// name returns the route's name for messages.
func (r route) name() string {
	if r.object == nil {
		return "the host's route"
	}
	return fmt.Sprintf("%s %q", r.object.Kind, r.object.Name)
}

// fieldPath returns the path of one of its fields: of a setting, or of the trigger that names the route.
func (r route) fieldPath(field string) string {
	if r.object == nil {
		return "route." + field
	}
	return r.path
}

// routes returns the routes behind a plan's triggers: the generated one, and hand-written ones.
func (p *pass) routes() []route {
	var all []route
	for i, t := range p.Spec.Triggers {
		for _, kind := range httpaddon.Kinds() {
			name := routeName(t, kind)
			switch o := p.routeObject(kind, name); {
			case name == "":
			case p.isOwnRoute(kind, name):
				all = append(all, route{p.ownRoute().Spec, nil, triggerPath(i)})
			case o != nil:
				all = append(all, route{readRoute(o), o, triggerPath(i)})
			}
		}
	}
	return all
}

// routeName returns the route of a kind that an HTTP add-on trigger names; "" if it names none.
func routeName(t keda.Trigger, kind string) string {
	if t.Type != keda.TriggerExternalPush && t.Type != keda.TriggerExternal {
		return ""
	}
	return strings.TrimSpace(t.Metadata[httpaddon.RouteKeys()[kind]])
}

// isOwnRoute reports whether a route is the one generated for the host.
func (p *pass) isOwnRoute(kind, name string) bool {
	own := p.ownRoute()
	return own != nil && own.Kind == kind && p.Name == name
}

// ownRoute returns the route that is generated for the host; nil if there is none.
func (p *pass) ownRoute() *plan.Route {
	h, ok := p.ForHost()
	if !ok {
		return nil
	}
	return h.Route
}

func (p *pass) routeObject(kind, name string) *inventory.Object {
	for _, o := range p.inv.Routes.ByName(name) {
		if o.Kind == kind && o.Name == name && o.SharesNamespace(p.Object) {
			return o
		}
	}
	return nil
}

// durationOf returns a duration, or 0 if the text is not one.
func durationOf(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d
}
