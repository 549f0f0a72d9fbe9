package plan

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// httpPort returns the Service's port that the host asks for, or else the only one that can
// be meant.
func (r *resolver) httpPort(service *inventory.Object, wanted Value[*config.Port]) config.Port {
	h := r.plan.Host
	field := r.httpField()
	if wanted.V != nil {
		field = wanted.Source.Field
	}
	ports := portsOf(service)
	switch {
	case inventory.Text(service.Field("spec", "type")) == "ExternalName":
		r.add(RuleHTTPService, field, fmt.Sprintf("the Service %s is an ExternalName and has no endpoints; every request times out", service.Name), "name one that selects the host's pods with "+h.AnnotationName("service"))
	case host.SelectsOthers(service, r.plan.Workload):
		r.add(RuleHTTPService, field, fmt.Sprintf("the Service %s does not select the host's pods", service.Name), "correct its selector, or name another Service with "+h.AnnotationName("service"))
	case len(ports) == 0:
		r.add(RuleHTTPPort, field, fmt.Sprintf("the Service %s has no TCP port", service.Name), "add one to spec.ports")
	case wanted.V != nil:
		port := r.wantedPort(service, ports, wanted)
		r.checkHeadless(service, ports, port, field)
		return port
	default:
		if likely := likelyPorts(ports); len(likely) == 1 {
			port := config.Port{Number: likely[0].number}
			r.checkHeadless(service, ports, port, field)
			return port
		}
		r.add(RuleHTTPPort, field, fmt.Sprintf("the Service %s has several ports: %s", service.Name, listed(ports)), "choose the one for requests with "+h.AnnotationName("http-port"))
	}
	return config.Port{}
}

// checkHeadless reports a headless Service whose port differs from the pods' port: the name
// of such a Service resolves to the pods themselves, and nothing translates the port.
func (r *resolver) checkHeadless(service *inventory.Object, ports []servicePort, port config.Port, field string) {
	if inventory.Text(service.Field("spec", "clusterIP")) != "None" {
		return
	}
	for _, p := range ports {
		target := r.containerPort(p.target)
		if chosen := port.Name != "" && p.name == port.Name || port.Number == p.number; chosen && target != 0 && target != p.number {
			r.add(RuleHTTPPort, field, fmt.Sprintf("the Service %s is headless, so its port %s must be the pods' port %d", service.Name, p, target),
				fmt.Sprintf("change the port to %d, or remove clusterIP: None", target))
		}
	}
}

// containerPort returns the number of a targetPort; 0 if it is not known, or is that of the
// Service's port.
func (r *resolver) containerPort(target string) int32 {
	port, err := config.ParsePort(target)
	if err != nil || port.Name == "" {
		return port.Number
	}
	for _, c := range inventory.Elements(r.plan.Workload.Field("spec", "template", "spec", "containers")) {
		for _, p := range inventory.Elements(inventory.Field(c, "ports")) {
			if inventory.Text(inventory.Field(p, "name")) == port.Name {
				number, _ := config.ParsePort(inventory.Text(inventory.Field(p, "containerPort")))
				return number.Number
			}
		}
	}
	return 0
}

// wantedPort returns the port that the host asks for, if the Service has it.
func (r *resolver) wantedPort(service *inventory.Object, ports []servicePort, wanted Value[*config.Port]) config.Port {
	for _, p := range ports {
		if wanted.V.Name != "" && p.name == wanted.V.Name || wanted.V.Name == "" && p.number == wanted.V.Number {
			return *wanted.V
		}
	}
	hint := "it has " + listed(ports)
	for _, p := range ports {
		if p.target == wanted.V.String() {
			hint = fmt.Sprintf("that is the pods' port; the Service's port is %s", p)
		}
	}
	r.add(RuleHTTPPort, wanted.Source.Field, fmt.Sprintf("the Service %s has no port %s", service.Name, wanted.V), hint)
	return config.Port{}
}

// servicePort is one of a Service's ports over TCP.
type servicePort struct {
	number                    int32
	name, target, appProtocol string
}

func (p servicePort) String() string {
	if p.name == "" {
		return fmt.Sprint(p.number)
	}
	return fmt.Sprintf("%d (%s)", p.number, p.name)
}

func listed(ports []servicePort) string {
	var all []string
	for _, p := range ports {
		all = append(all, p.String())
	}
	return strings.Join(all, ", ")
}

func portsOf(service *inventory.Object) []servicePort {
	var ports []servicePort
	for _, p := range inventory.Elements(service.Field("spec", "ports")) {
		text := func(field string) string { return inventory.Text(inventory.Field(p, field)) }
		port, err := config.ParsePort(text("port"))
		if protocol := text("protocol"); err != nil || port.Name != "" || protocol != "" && protocol != "TCP" {
			continue
		}
		ports = append(ports, servicePort{port.Number, text("name"), text("targetPort"), text("appProtocol")})
	}
	return ports
}

// likelyPorts returns the ports that may be for requests: the only one, the one named http,
// or those whose name or appProtocol is HTTP's.
func likelyPorts(ports []servicePort) []servicePort {
	if len(ports) == 1 {
		return ports
	}
	if i := slices.IndexFunc(ports, func(p servicePort) bool { return p.name == "http" }); i >= 0 {
		return ports[i : i+1]
	}
	return slices.DeleteFunc(slices.Clone(ports), func(p servicePort) bool { return !p.isHTTP() })
}

// isHTTP reports whether the port is for HTTP by the names that Istio reads, or by
// appProtocol.
func (p servicePort) isHTTP() bool {
	first, rest, _ := strings.Cut(p.name, "-")
	if strings.Contains(rest, "metrics") {
		return false
	}
	return slices.Contains([]string{"http", "http2", "h2c"}, first) || slices.Contains([]string{"http", "kubernetes.io/h2c"}, p.appProtocol)
}
