package rule

import (
	"cmp"
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

var AuthenticationMissing = &Rule{
	ID:           "authentication-missing",
	Severity:     finding.Warning,
	Layer:        Scaling,
	Scope:        Plans,
	ReadsTrigger: []string{"authenticationRef"},
	LooksUp:      authenticationKinds,
	Summary:      "an authenticationRef to an object that is not in the package",
	Consequence:  "unless the cluster has it, requests are sent without credentials, and no error shows it",
	Run:          checkAuthenticationMissing,
}

// checkAuthenticationMissing reports missing authentications, and names one that the
// reference may mean: in another namespace, of the other kind, or with a similar name.
func checkAuthenticationMissing(p *pass) {
	reported := map[keda.AuthenticationRef]bool{}
	for i, t := range p.Spec.Triggers {
		ref := t.AuthenticationRef
		if ref == nil || reported[*ref] || ref.Name == "" || ref.Kind != "" && !slices.Contains(authenticationKinds, ref.Kind) || p.credentials(*ref).known {
			continue
		}
		reported[*ref] = true
		why, hint := p.closestAuthentication(ref.Name, cmp.Or(ref.Kind, keda.KindTriggerAuthentication))
		p.report(triggerPath(i), fmt.Sprintf("authenticationRef %s is not in the package%s; unless the cluster has it, no credentials are sent", ref.Name, why), hint)
	}
}

// closestAuthentication returns what the package has instead of an authentication, and the fix.
func (p *pass) closestAuthentication(name, kind string) (why, hint string) {
	if o := p.similarAuthentication(name, kind); o != nil {
		switch {
		case o.Kind != kind:
			return fmt.Sprintf(" as a %s, only as a %s", kind, o.Kind), "add kind: " + o.Kind
		case o.Namespace == "":
			return ", only one without a namespace", "set metadata.namespace: " + p.Object.Namespace + " on it"
		case p.Object.Namespace == "":
			return ", only one in namespace " + o.Namespace, "set metadata.namespace: " + o.Namespace
		default:
			return ", only one in namespace " + o.Namespace, "move it to " + p.Object.Namespace + ", or make it a " + keda.KindClusterTriggerAuthentication
		}
	}
	if near, ok := p.inv.Authentications.ClosestName(managed.ByScope, managed.ScopeGroup(kind, p.Object.EffectiveNamespace()), name); ok {
		return fmt.Sprintf(", but %s is", near), "correct the name if you mean that one"
	}
	return "", p.hintFor("add it to the package, or define it under spec.authentication of the functionConfig", "add it to the package, or correct the name")
}

// similarAuthentication returns an authentication with the exact name: of the other kind, or else in
// another namespace.
func (p *pass) similarAuthentication(name, kind string) *inventory.Object {
	var found []*inventory.Object
	for _, o := range p.inv.Authentications.ByName(name) {
		if o.Name == name && !managed.Is(o) && (o.Kind == kind || managed.SharesScope(o, p.Object.Namespace)) {
			found = append(found, o)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return slices.MinFunc(found, func(a, b *inventory.Object) int {
		return cmp.Or(inventory.TrueFirst(a.Kind != kind, b.Kind != kind), cmp.Compare(a.Namespace, b.Namespace))
	})
}
