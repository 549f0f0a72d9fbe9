package config

import (
	"fmt"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
)

// Routing configures how requests reach the interceptor.
type Routing struct {
	// Kind is the kind of route to generate: none (default), VirtualService (Istio) or HTTPRoute
	// (Gateway API).
	Kind string `json:"kind,omitempty" jsonschema:"enum=none,enum=VirtualService,enum=HTTPRoute"`
	// Edit redirects the VirtualServices in the package that route to the model host's Service,
	// instead of generating one.
	Edit bool `json:"edit,omitempty"`
	// Gateways are the gateways of a generated VirtualService, as namespace/name.
	Gateways []string `json:"gateways,omitempty"`
	// ParentRefs are the Gateways of a generated HTTPRoute.
	ParentRefs []ParentRef `json:"parentRefs,omitempty"`
	// ReferenceGrant allows an HTTPRoute to refer to the interceptor's namespace: generate creates
	// one (default), existing means that the platform has one.
	ReferenceGrant string `json:"referenceGrant,omitempty" jsonschema:"enum=generate,enum=existing"`
	// Timeout is the gateway's limit for the total time of a request, including the wait. Default
	// is the gateway's own.
	Timeout *Seconds `json:"timeout,omitempty"`
}

// ParentRef is a Gateway to which an HTTPRoute is attached.
type ParentRef struct {
	// Name is the Gateway's name.
	Name string `json:"name" jsonschema:"required"`
	// Namespace is the Gateway's namespace. Default is the model host's.
	Namespace string `json:"namespace,omitempty"`
	// SectionName is one of the Gateway's listeners. Default is all.
	SectionName string `json:"sectionName,omitempty"`
}

// Kinds of routes.
const (
	RoutingNone           = "none"
	RoutingVirtualService = "VirtualService"
	RoutingHTTPRoute      = "HTTPRoute"
)

// Sources of a ReferenceGrant.
const (
	GrantGenerate = "generate"
	GrantExisting = "existing"
)

func (c *check) routing(path string, r Routing) {
	c.oneOf(path+".kind", r.Kind, []string{RoutingNone, RoutingVirtualService, RoutingHTTPRoute})
	c.oneOf(path+".referenceGrant", r.ReferenceGrant, []string{GrantGenerate, GrantExisting})
	generates := r.Kind == RoutingVirtualService && !r.Edit
	switch {
	case r.Edit && r.Kind != RoutingVirtualService:
		c.add(path+".edit", "is only for VirtualServices", "set kind: "+RoutingVirtualService)
	case generates && len(r.Gateways) == 0:
		c.add(path+".gateways", "is empty", "name the gateways for requests, such as istio-system/models")
	case r.Edit && len(r.Gateways) > 0:
		c.add(path+".gateways", "is only for generated VirtualServices", "remove gateways or edit")
	case r.Edit && r.Timeout != nil:
		c.add(path+".timeout", "is only for generated VirtualServices", "remove timeout or edit, and set the timeout in your own VirtualService")
	case !generates && len(r.Gateways) > 0:
		c.add(path+".gateways", "is only for generated VirtualServices", "remove it, or set kind: "+RoutingVirtualService)
	case r.Kind == RoutingHTTPRoute && len(r.ParentRefs) == 0:
		c.add(path+".parentRefs", "is empty", "name the Gateways for requests")
	case r.Kind != RoutingHTTPRoute && len(r.ParentRefs) > 0:
		c.add(path+".parentRefs", "is only for HTTPRoutes", "remove it, or set kind: "+RoutingHTTPRoute)
	case r.Kind == RoutingNone && r.Timeout != nil:
		c.add(path+".timeout", "is only for generated routes", "remove it, or set kind")
	}
	for i, gateway := range r.Gateways {
		at := fmt.Sprintf("%s.gateways[%d]", path, i)
		namespace, name, found := strings.Cut(gateway, "/")
		if !found {
			namespace, name = "", gateway
		}
		if found && apimeta.Label(namespace) != "" || apimeta.Name(name) != "" {
			c.add(at, fmt.Sprintf("%q is not a gateway", gateway), "use namespace/name, or mesh for callers in the mesh")
		}
	}
	for i, ref := range r.ParentRefs {
		at := fmt.Sprintf("%s.parentRefs[%d]", path, i)
		c.present(at+".name", ref.Name, apimeta.Name, "name a Gateway")
		c.pattern(at+".namespace", ref.Namespace, apimeta.Label, "use a namespace's name")
		c.pattern(at+".sectionName", ref.SectionName, apimeta.Name, "use a listener's name")
	}
}

// AnnotationSyncWave sets the order in which Argo CD applies objects.
const AnnotationSyncWave = "argocd.argoproj.io/sync-wave"

// syncWave checks that the route's wave is before the one of all generated objects.
func (c *check) syncWave(path string, wave *int32, g Generated) {
	if wave == nil {
		return
	}
	others := int64(0)
	if text, given := g.Annotations[AnnotationSyncWave]; given {
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return
		}
		others = n
	}
	if int64(*wave) >= others {
		c.add(path, fmt.Sprintf("%d is not before %d, the wave of the ScaledObject", *wave, others), fmt.Sprintf("use %d or less", others-1))
	}
}
