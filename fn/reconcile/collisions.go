package reconcile

import (
	"cmp"
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/generate"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// collisions reports generated objects whose name a hand-written object, or another
// generated object, has.
func (c *Changes) collisions() finding.List {
	var findings finding.List
	seen := map[identity]generate.Object{}
	for _, o := range c.objects {
		for _, other := range c.namesakes(o) {
			findings = append(findings, finding.Finding{
				Rule: RuleNameTaken.ID, Severity: RuleNameTaken.Severity, Resource: other.Resource(), File: other.File(), Field: "metadata.name",
				Message: fmt.Sprintf("the %s generated for %s has the same name", o.Kind, cmp.Or(entry(o), o.For.Resource().String())),
				Hint:    collisionHint(o.Kind),
			})
		}
		if isCompanion(o.Kind) {
			continue // it has the name of its ScaledObject, which is reported
		}
		for _, id := range identities(o) {
			if first, taken := seen[id]; taken {
				findings = append(findings, duplicate(o, first, id.name))
				break
			}
			seen[id] = o
		}
	}
	return findings
}

// collisionHint returns how to keep a hand-written object.
func collisionHint(kind string) string {
	switch kind {
	case "Secret", "ExternalSecret":
		return "remove this object or rename it, or set source: existing in the functionConfig"
	case httpaddon.KindInterceptorRoute, httpaddon.KindHTTPScaledObject:
		return "remove this object or rename it; the host's route is generated"
	case generate.KindVirtualService, generate.KindHTTPRoute, generate.KindReferenceGrant:
		return "remove this object or rename it, or remove spec.http.routing or spec.istio.retries from the functionConfig"
	}
	return "remove or rename this object, or remove the entry from spec.authentication so that hosts refer to this object"
}

// isCompanion reports whether objects of the kind have the name of their host's ScaledObject.
func isCompanion(kind string) bool {
	return slices.Contains([]string{httpaddon.KindInterceptorRoute, httpaddon.KindHTTPScaledObject, generate.KindVirtualService, generate.KindHTTPRoute}, kind)
}

// entry returns the setting that an object is generated for; "" if it is for a host.
func entry(o generate.Object) string {
	if o.Entry == "" {
		return ""
	}
	return "spec.authentication." + o.Entry
}

type identity struct{ kind, namespace, name string }

// identities returns what no two generated objects may share: the name, and the name before
// kustomize renamed the object.
func identities(o generate.Object) []identity {
	ids := []identity{{o.Kind, o.Namespace, o.Name}}
	if o.Wanted != "" && o.Wanted != o.Name {
		ids = append(ids, identity{o.Kind, o.Namespace, o.Wanted})
	}
	return ids
}

// namesakes returns the hand-written objects that have a generated object's name. Rules
// check hand-written ScaledObjects.
func (c *Changes) namesakes(o generate.Object) []*inventory.Object {
	shelves := map[string]*inventory.Index{
		"Secret": &c.inv.Secrets, "ExternalSecret": &c.inv.ExternalSecrets,
		"TriggerAuthentication": &c.inv.Authentications, "ClusterTriggerAuthentication": &c.inv.Authentications,
		httpaddon.KindInterceptorRoute: &c.inv.Routes, httpaddon.KindHTTPScaledObject: &c.inv.Routes,
		generate.KindVirtualService: &c.inv.VirtualServices, generate.KindHTTPRoute: &c.inv.HTTPRoutes, generate.KindReferenceGrant: &c.inv.ReferenceGrants,
	}
	shelf := shelves[o.Kind]
	if shelf == nil {
		return nil
	}
	var found []*inventory.Object
	for _, other := range shelf.ByName(o.Name) {
		if other.Kind == o.Kind && other.Name == o.Name && managed.SharesScope(other, o.Namespace) && !managed.Is(other) {
			found = append(found, other)
		}
	}
	return found
}

// duplicate returns the finding about two generated objects with the same name.
func duplicate(o, first generate.Object, name string) finding.Finding {
	f := finding.Finding{
		Rule: RuleNameTaken.ID, Severity: RuleNameTaken.Severity, Resource: o.For.Resource(), File: o.For.File(), Field: "metadata.name",
		Message: fmt.Sprintf("its %s would be named %s, like that of %s", o.Kind, name, first.For.Resource()),
		Hint:    "give the hosts different keys, names or namespaces",
	}
	if o.Entry != "" {
		f.Field = "functionConfig spec.authentication." + o.Entry
		f.Message = fmt.Sprintf("its %s would be named %s, like that of spec.authentication.%s", o.Kind, name, first.Entry)
		f.Hint = "give the entries different Secret names"
	}
	return f
}
