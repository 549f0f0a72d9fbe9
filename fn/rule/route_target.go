package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

var routeTarget = &Rule{
	ID:          "route-target",
	Severity:    finding.Error,
	Layer:       Scaling,
	Scope:       Plans,
	LooksUp:     []string{"Service"},
	Summary:     "an HTTP add-on route to a port that the Service lacks",
	Consequence: "the interceptor answers 500 or cannot connect",
	Run:         checkRouteTarget,
}

// checkRouteTarget compares a hand-written route with the Service that it names.
func checkRouteTarget(p *pass) {
	for _, r := range p.routes() {
		target := r.spec.Target
		service, found := p.inv.Services.Find(p.Object.Namespace, target.Service)
		if r.object == nil || !found || r.isFilledLater() || len(plan.Placeholders(service.Field("spec", "ports"), "")) > 0 || target.Port == 0 && target.PortName == "" {
			continue
		}
		var names []string
		has := false
		for _, port := range inventory.Elements(service.Field("spec", "ports")) {
			number, name := inventory.Text(inventory.Field(port, "port")), inventory.Text(inventory.Field(port, "name"))
			names = append(names, strings.TrimSuffix(number+" ("+name+")", " ()"))
			has = has || target.PortName != "" && name == target.PortName || target.PortName == "" && number == fmt.Sprint(target.Port)
		}
		if !has {
			wanted := target.PortName
			if wanted == "" {
				wanted = fmt.Sprint(target.Port)
			}
			p.report(r.path, fmt.Sprintf("%s sends requests to port %s, which Service %s does not have", r.name(), wanted, service.Name), "use "+suggest.Alternatives(names))
		}
	}
}
