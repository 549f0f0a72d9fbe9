package httpaddon

import (
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Read is a route that somebody wrote, of either kind, as far as it can be read: what is
// wrong with it is the add-on's to say.
func Read(o *inventory.Object) InterceptorRouteSpec {
	if o.Kind == KindHTTPScaledObject {
		return readOlder(o)
	}
	var spec InterceptorRouteSpec
	strictyaml.Decode(o.Field("spec"), "spec", &spec)
	return spec
}

// readOlder reads an HTTPScaledObject as newer add-ons do: v0.15.0, pkg/routing/table.go.
func readOlder(o *inventory.Object) InterceptorRouteSpec {
	ref := o.Field("spec", "scaleTargetRef")
	spec := InterceptorRouteSpec{
		Target: Target{
			Service:  inventory.Text(inventory.Field(ref, "service")),
			PortName: inventory.Text(inventory.Field(ref, "portName")),
			Port:     number(inventory.Field(ref, "port")),
		},
		Rules: []Rule{{Hosts: texts(o.Field("spec", "hosts"))}},
	}
	for _, prefix := range texts(o.Field("spec", "pathPrefixes")) {
		spec.Rules[0].Paths = append(spec.Rules[0].Paths, Path{prefix})
	}
	for _, header := range inventory.Elements(o.Field("spec", "headers")) {
		spec.Rules[0].Headers = append(spec.Rules[0].Headers, Header{Name: inventory.Text(inventory.Field(header, "name"))})
	}
	if t := o.Field("spec", "timeouts"); t != nil {
		spec.Timeouts = &Timeouts{Readiness: inventory.Text(inventory.Field(t, "conditionWait")), ResponseHeader: inventory.Text(inventory.Field(t, "responseHeader"))}
	}
	if o.Field("spec", "coldStartTimeoutFailoverRef") != nil {
		spec.ColdStart = &ColdStart{Fallback: &Fallback{}}
	}
	return spec
}

func texts(n *yaml.Node) []string {
	var all []string
	for _, item := range inventory.Elements(n) {
		all = append(all, inventory.Text(item))
	}
	return all
}

func number(n *yaml.Node) int32 {
	value, err := strconv.ParseInt(inventory.Text(n), 10, 32)
	if err != nil {
		return 0
	}
	return int32(value)
}
