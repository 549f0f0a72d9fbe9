package config

import (
	"fmt"
	"strconv"
	"strings"
)

// Routing sends the hosts of model hosts to the interceptor.
type Routing struct {
	// Kind is what is generated: none (default), VirtualService (Istio) or HTTPRoute (Gateway API).
	Kind string `json:"kind,omitempty" jsonschema:"enum=none,enum=VirtualService,enum=HTTPRoute"`
	// Edit changes the package's own VirtualServices that send requests to the host's Service, and generates none.
	Edit bool `json:"edit,omitempty"`
	// Gateways are those of a generated VirtualService, as namespace/name.
	Gateways []string `json:"gateways,omitempty"`
	// ParentRefs are the Gateways of a generated HTTPRoute.
	ParentRefs []ParentRef `json:"parentRefs,omitempty"`
	// ReferenceGrant lets an HTTPRoute point into the interceptor's namespace: generate (default), or existing, where the platform has one.
	ReferenceGrant string `json:"referenceGrant,omitempty" jsonschema:"enum=generate,enum=existing"`
	// Timeout is the gateway's own for the whole of a request, waiting included; left out, it is the gateway's default, which some have.
	Timeout *Seconds `json:"timeout,omitempty"`
}

// ParentRef is a Gateway that an HTTPRoute hangs on.
type ParentRef struct {
	// Name is the Gateway's.
	Name string `json:"name" jsonschema:"required"`
	// Namespace is the Gateway's; the host's own where left out.
	Namespace string `json:"namespace,omitempty"`
	// SectionName is one listener of it; left out, all.
	SectionName string `json:"sectionName,omitempty"`
}

// What is generated to send requests to the interceptor.
const (
	RoutingNone           = "none"
	RoutingVirtualService = "VirtualService"
	RoutingHTTPRoute      = "HTTPRoute"
)

// Where a ReferenceGrant comes from.
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
		c.add(path+".edit", "is for VirtualServices only", "write kind: "+RoutingVirtualService)
	case generates && len(r.Gateways) == 0:
		c.add(path+".gateways", "is empty", "name the gateways that requests come in by, such as istio-system/models")
	case r.Edit && len(r.Gateways) > 0:
		c.add(path+".gateways", "is for a VirtualService that is generated", "remove it, or edit")
	case r.Edit && r.Timeout != nil:
		c.add(path+".timeout", "is for a VirtualService that is generated", "remove it, or edit, and see to the timeout of your own")
	case !generates && len(r.Gateways) > 0:
		c.add(path+".gateways", "is for VirtualServices that are generated", "remove it, or write kind: "+RoutingVirtualService)
	case r.Kind == RoutingHTTPRoute && len(r.ParentRefs) == 0:
		c.add(path+".parentRefs", "is empty", "name the Gateways that requests come in by")
	case r.Kind != RoutingHTTPRoute && len(r.ParentRefs) > 0:
		c.add(path+".parentRefs", "is for HTTPRoutes", "remove it, or write kind: "+RoutingHTTPRoute)
	case r.Kind == RoutingNone && r.Timeout != nil:
		c.add(path+".timeout", "is for what is generated, which is none", "remove it, or name a kind")
	}
	for i, gateway := range r.Gateways {
		at := fmt.Sprintf("%s.gateways[%d]", path, i)
		namespace, name, found := strings.Cut(gateway, "/")
		if !found {
			namespace, name = "", gateway
		}
		if found && !label.MatchString(namespace) || !subdomain.MatchString(name) {
			c.add(at, fmt.Sprintf("%q is no Gateway", gateway), "write it as namespace/name, or mesh for callers inside the mesh")
		}
	}
	for i, ref := range r.ParentRefs {
		at := fmt.Sprintf("%s.parentRefs[%d]", path, i)
		c.present(at+".name", ref.Name, subdomain, "name a Gateway")
		c.pattern(at+".namespace", ref.Namespace, label, "use a namespace's name")
		c.pattern(at+".sectionName", ref.SectionName, subdomain, "use a listener's name")
	}
}

// AnnotationSyncWave orders what Argo CD applies.
const AnnotationSyncWave = "argocd.argoproj.io/sync-wave"

// syncWave holds the route's wave against the one that all generated objects are in.
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
		c.add(path, fmt.Sprintf("%d is not before %d, the wave of the ScaledObject", *wave, others), fmt.Sprintf("write %d or less", others-1))
	}
}
