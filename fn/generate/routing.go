package generate

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/istio"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// Kinds of objects that send requests to the interceptor.
const (
	KindVirtualService = "VirtualService"
	KindHTTPRoute      = "HTTPRoute"
	KindReferenceGrant = "ReferenceGrant"

	istioAPI   = "networking.istio.io/v1"
	gatewayAPI = "gateway.networking.k8s.io"
)

// routings adds the objects that send requests to the interceptor. They come last: the
// interceptor rejects requests for routes that it does not have yet.
func (b *builder) routings(plans []*plan.HostPlan) {
	granted := map[string]bool{}
	for _, p := range plans {
		routing := b.cfg.HTTP.Routing
		if p.Retries != nil && !b.isRouted(p) {
			b.addForHost(p, istioAPI, KindVirtualService, p.Name, b.retrying(p), nil, &b.inv.VirtualServices)
		}
		if p.Route == nil || routing.Edit {
			continue
		}
		switch routing.Kind {
		case config.RoutingVirtualService:
			b.addForHost(p, istioAPI, KindVirtualService, p.Name, b.virtualService(p), nil, &b.inv.VirtualServices)
		case config.RoutingHTTPRoute:
			b.addForHost(p, gatewayAPI+"/v1", KindHTTPRoute, p.Name, b.httpRoute(p), nil, &b.inv.HTTPRoutes)
			if routing.ReferenceGrant == config.GrantGenerate {
				b.referenceGrant(p, granted)
			}
		}
	}
}

// virtualService returns the spec that sends the host's requests from Istio's gateways to
// the interceptor.
func (b *builder) virtualService(p *plan.HostPlan) *yaml.Node {
	http := mapping()
	if len(p.Route.Paths) > 0 {
		http.Content = append(http.Content, mapping("match", uris(p.Route.Paths)).Content...)
	}
	interceptor := b.cfg.HTTP.Interceptor
	http.Content = append(http.Content, mapping("route", list(mapping("destination", mapping(
		"host", text(b.cfg.InterceptorHost()),
		"port", mapping("number", encoding.Node(interceptor.Port)),
	)))).Content...)
	// No timeout is Istio's default, which cannot be written: Istio rejects 0s.
	if t := b.cfg.HTTP.Routing.Timeout; t != nil && *t > 0 {
		http.Content = append(http.Content, mapping("timeout", text(t.String())).Content...)
	}
	return mapping("hosts", encoding.Node(p.Route.Hosts), "gateways", encoding.Node(b.cfg.HTTP.Routing.Gateways), "http", list(http))
}

// isRouted reports whether a hand-written VirtualService sends requests to the host's
// Service. Then that one is edited.
func (b *builder) isRouted(p *plan.HostPlan) bool {
	if b.routed == nil {
		b.routed = map[string][]*inventory.Object{}
		for _, o := range b.inv.VirtualServices.Objects {
			if managed.Is(o) {
				continue
			}
			for _, service := range istio.Services(o) {
				b.routed[service] = append(b.routed[service], o)
			}
		}
	}
	return slices.ContainsFunc(b.routed[p.Host.Service], func(o *inventory.Object) bool { return istio.SendsTo(o, p.Host.Service, p.Host.Workload) })
}

// retrying returns the spec that makes callers inside the mesh retry.
func (b *builder) retrying(p *plan.HostPlan) *yaml.Node {
	service := p.Host.Service + "." + p.Host.Namespace + ".svc." + b.cfg.Istio.ClusterDomain
	return mapping("hosts", list(text(service)), "http", list(mapping(
		"route", list(mapping("destination", mapping("host", text(service)))),
		"retries", encoding.Node(*p.Retries),
	)))
}

// uris returns matches of whole path segments, as in the interceptor: Istio's prefix /llama
// would also match /llama-2.
func uris(paths []string) *yaml.Node {
	all := list()
	for _, path := range paths {
		bare := trimSlashes(path)
		if bare != "/" {
			all.Content = append(all.Content, mapping("uri", mapping("exact", text(bare))))
			bare += "/"
		}
		all.Content = append(all.Content, mapping("uri", mapping("prefix", text(bare))))
	}
	return all
}

// trimSlashes removes trailing slashes.
func trimSlashes(path string) string {
	for len(path) > 1 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	return path
}

// httpRoute returns the spec that sends the host's requests from Gateways to the
// interceptor.
func (b *builder) httpRoute(p *plan.HostPlan) *yaml.Node {
	interceptor := b.cfg.HTTP.Interceptor
	rule := mapping()
	if len(p.Route.Paths) > 0 {
		matches := list()
		for _, path := range p.Route.Paths {
			matches.Content = append(matches.Content, mapping("path", mapping("type", text("PathPrefix"), "value", text(trimSlashes(path)))))
		}
		rule.Content = append(rule.Content, mapping("matches", matches).Content...)
	}
	rule.Content = append(rule.Content, mapping("backendRefs", list(mapping(
		"name", text(interceptor.Service), "namespace", text(interceptor.Namespace), "port", encoding.Node(interceptor.Port),
	))).Content...)
	if t := b.cfg.HTTP.Routing.Timeout; t != nil {
		rule.Content = append(rule.Content, mapping("timeouts", mapping("request", text(t.String()))).Content...)
	}
	spec := mapping("parentRefs", encoding.Node(b.cfg.HTTP.Routing.ParentRefs))
	// Without hostnames an HTTPRoute matches any host.
	if !slices.Contains(p.Route.Hosts, httpaddon.AnyHost) {
		spec.Content = append(spec.Content, mapping("hostnames", encoding.Node(p.Route.Hosts)).Content...)
	}
	spec.Content = append(spec.Content, mapping("rules", list(rule)).Content...)
	return spec
}

// referenceGrant lets the HTTPRoutes of a namespace refer to the interceptor. There is one
// for every prefix and suffix that workloads of the namespace have, because different
// layers may generate them.
func (b *builder) referenceGrant(p *plan.HostPlan, granted map[string]bool) {
	interceptor, from := b.cfg.HTTP.Interceptor, p.Host.Namespace
	if from == interceptor.Namespace {
		return
	}
	for _, name := range b.grants(p.Host.Workload, from) {
		if !granted[name] {
			granted[name] = true
			b.grant(p, from, name)
		}
	}
}

// grants returns the names of a namespace's ReferenceGrants. Those of an earlier render that
// kustomize renamed keep their names if nothing shows the prefix or suffix any more.
func (b *builder) grants(w *inventory.Object, from string) []string {
	plain := managed.Manager + "-" + from
	if name := w.AddAffixes(plain); name != plain {
		return []string{name}
	}
	var names []string
	for _, o := range b.inv.ReferenceGrants.ByLabel(managed.Namespace, from) {
		if managed.Is(o) && o.Namespace == b.cfg.HTTP.Interceptor.Namespace && managed.NameContains(o, plain) {
			names = append(names, o.Name)
		}
	}
	if len(names) == 0 {
		return []string{plain}
	}
	slices.Sort(names)
	return names
}

func (b *builder) grant(p *plan.HostPlan, from, name string) {
	interceptor := b.cfg.HTTP.Interceptor
	b.add(Object{
		Node: mapping(
			"apiVersion", text(gatewayAPI+"/v1beta1"),
			"kind", text(KindReferenceGrant),
			"metadata", b.metadata(name, interceptor.Namespace, map[string]string{managed.Namespace: from}, nil),
			"spec", mapping(
				"from", list(mapping("group", text(gatewayAPI), "kind", text(KindHTTPRoute), "namespace", text(from))),
				"to", list(mapping("group", text(""), "kind", text("Service"), "name", text(interceptor.Service))),
			),
		),
		Kind: KindReferenceGrant, Namespace: interceptor.Namespace, Name: name, For: p.Host.Workload,
	}, b.inv.ReferenceGrants)
}

func list(items ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq, Content: items}
}
