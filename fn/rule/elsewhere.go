package rule

import (
	"cmp"
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// authenticationMissing tells what a reference seems to mean, if the package has it in
// another namespace, of the other kind or under nearly the name.
func authenticationMissing(s *pass) {
	told := map[keda.AuthenticationRef]bool{}
	for i, t := range s.Spec.Triggers {
		ref := t.AuthenticationRef
		if ref == nil || told[*ref] || ref.Name == "" || ref.Kind != "" && !contains(authenticationKinds, ref.Kind) || s.credentials(*ref).known {
			continue
		}
		told[*ref] = true
		why, hint := s.elsewhere(ref.Name, cmp.Or(ref.Kind, keda.KindTriggerAuthentication))
		s.report(triggerPath(i), fmt.Sprintf("authenticationRef %s is not in the package%s; if the cluster has none either, no credential is sent", ref.Name, why), hint)
	}
}

// elsewhere says what the package has in the place of an authentication.
func (s *pass) elsewhere(name, kind string) (why, hint string) {
	if o := s.likely(name, kind); o != nil {
		switch {
		case o.Kind != kind:
			return fmt.Sprintf(" as a %s, but as a %s", kind, o.Kind), "write kind: " + o.Kind + " beside the name"
		case o.Namespace == "":
			return fmt.Sprintf(" in the namespace %s, but without a namespace", s.Object.Namespace), "set metadata.namespace: " + s.Object.Namespace + " there, too"
		case s.Object.Namespace == "":
			return fmt.Sprintf(" without a namespace, but in the namespace %s", o.Namespace), "set metadata.namespace: " + o.Namespace
		default:
			return fmt.Sprintf(" in the namespace %s, but in %s", s.Object.Namespace, o.Namespace), "put it into " + s.Object.Namespace + ", or make it a " + keda.KindClusterTriggerAuthentication
		}
	}
	if near, ok := s.inv.Authentications.ClosestName(managed.ByScope, managed.ScopeGroup(kind, s.Object.EffectiveNamespace()), name); ok {
		return fmt.Sprintf(", but %s is", near), "correct the name, if that is meant"
	}
	return "", s.hintFor("add it to the package, or define it under spec.authentication of the functionConfig", "add it to the package, or correct the name")
}

// likely is an authentication of the very name: of the other kind, or in another
// namespace, in this order.
func (s *pass) likely(name, kind string) *inventory.Object {
	var found []*inventory.Object
	for _, o := range s.inv.Authentications.ByName(name) {
		if o.Name == name && !managed.Is(o) && (o.Kind == kind || managed.SharesScope(o, s.Object.Namespace)) {
			found = append(found, o)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return slices.MinFunc(found, func(a, b *inventory.Object) int {
		return cmp.Or(compareBools(a.Kind == kind, b.Kind == kind), cmp.Compare(a.Namespace, b.Namespace))
	})
}

// authenticationRenamed is for kustomize, which renames an authentication and knows
// nothing of the references that ScaledObjects have to it.
func authenticationRenamed(s *pass) {
	if !s.isHandWritten() {
		return
	}
	for i, t := range s.Spec.Triggers {
		if t.AuthenticationRef == nil {
			continue
		}
		if o := s.authentication(*t.AuthenticationRef); o != nil && o.Name != t.AuthenticationRef.Name {
			s.report(triggerPath(i)+".authenticationRef.name", leftBehind(o, t.AuthenticationRef.Name), s.follow())
		}
	}
}

// leftBehind says that a reference has an object's former name.
func leftBehind(o *inventory.Object, former string) string {
	return fmt.Sprintf("kustomize renamed %s %q to %q, but not this reference", o.Kind, former, o.Name)
}

// Follow is the fix for references to names that kustomize has changed. Outermost is the
// fix for what no nameReference reaches. Last replaces Outermost if the functionConfig is
// in the outermost kustomization already: kustomize first runs the transformers that are
// written in the list itself.
const (
	Follow    = "add the component config/kustomize, whose nameReferences make kustomize change it, too"
	Outermost = "list the functionConfig in the outermost kustomization"
	Last      = "list the functionConfig last under transformers, in a file of its own"
)

// follow is the fix for a reference of the ScaledObject.
func (s *pass) follow() string {
	if managed.Is(s.Object) {
		return Outermost + ", or " + Follow
	}
	return Follow
}
