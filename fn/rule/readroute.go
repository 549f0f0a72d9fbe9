package rule

import (
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// readRoute decodes a hand-written route of either kind as far as possible. The CRD's
// schema reports what is wrong with it.
func readRoute(o *inventory.Object) httpaddon.InterceptorRouteSpec {
	if o.Kind == httpaddon.KindHTTPScaledObject {
		return readHTTPScaledObject(o)
	}
	var spec httpaddon.InterceptorRouteSpec
	strictyaml.Decode(o.Field("spec"), "spec", &spec)
	return spec
}

// readHTTPScaledObject converts an HTTPScaledObject as add-on 0.14 and newer do: v0.15.0,
// pkg/routing/table.go.
func readHTTPScaledObject(o *inventory.Object) httpaddon.InterceptorRouteSpec {
	ref := o.Field("spec", "scaleTargetRef")
	spec := httpaddon.InterceptorRouteSpec{
		Target: httpaddon.Target{
			Service:  inventory.Text(inventory.Field(ref, "service")),
			PortName: inventory.Text(inventory.Field(ref, "portName")),
			Port:     portNumber(inventory.Field(ref, "port")),
		},
		Rules: []httpaddon.Rule{{Hosts: stringsOf(o.Field("spec", "hosts"))}},
	}
	for _, prefix := range stringsOf(o.Field("spec", "pathPrefixes")) {
		spec.Rules[0].Paths = append(spec.Rules[0].Paths, httpaddon.Path{Value: prefix})
	}
	for _, header := range inventory.Elements(o.Field("spec", "headers")) {
		spec.Rules[0].Headers = append(spec.Rules[0].Headers, httpaddon.Header{Name: inventory.Text(inventory.Field(header, "name"))})
	}
	if t := o.Field("spec", "timeouts"); t != nil {
		spec.Timeouts = &httpaddon.Timeouts{Readiness: inventory.Text(inventory.Field(t, "conditionWait")), ResponseHeader: inventory.Text(inventory.Field(t, "responseHeader"))}
	}
	if o.Field("spec", "coldStartTimeoutFailoverRef") != nil {
		spec.ColdStart = &httpaddon.ColdStart{Fallback: &httpaddon.Fallback{}}
	}
	return spec
}

func stringsOf(n *yaml.Node) []string {
	var all []string
	for _, item := range inventory.Elements(n) {
		all = append(all, inventory.Text(item))
	}
	return all
}

func portNumber(n *yaml.Node) int32 {
	value, err := strconv.ParseInt(inventory.Text(n), 10, 32)
	if err != nil {
		return 0
	}
	return int32(value)
}
