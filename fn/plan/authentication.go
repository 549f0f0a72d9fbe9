package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// authenticate gives a trigger the credentials that its entry names or, for Prometheus,
// those of the host. Without authModes KEDA does not send them.
func (r *resolver) authenticate(t *keda.Trigger, named string, at Source) {
	name, source := named, at
	if name == "" && t.Type == keda.TriggerPrometheus && t.AuthenticationRef == nil {
		name, source = r.settings.authentication.V, r.settings.authentication.Source
	}
	if name == "" || name == config.None {
		r.resolveReference(t)
		return
	}
	if t.AuthenticationRef != nil {
		r.add(RuleTrigger, at.Field, "has both authentication and authenticationRef", "keep one of them")
		return
	}
	if source.Field == "" {
		source.Field = "functionConfig spec.prometheus.authentication"
	}
	ref, mode, ok := r.credentials(name)
	if !ok {
		r.add(RuleAuthentication, source.Field, fmt.Sprintf("unknown authentication %q", name), r.knownAuthentications(name))
		return
	}
	t.AuthenticationRef = ref
	if t.Type == keda.TriggerPrometheus && mode != "" && t.Metadata["authModes"] == "" {
		t.Metadata["authModes"] = mode
	}
}

// resolveReference updates a reference that is written in KEDA's terms: kustomize may have
// renamed the object, and the functionConfig's entries become objects of their name. An
// object that neither has may be in the cluster.
func (r *resolver) resolveReference(t *keda.Trigger) {
	ref := t.AuthenticationRef
	if ref == nil || r.plan.Entries[*ref] != "" {
		return
	}
	kind := cmp.Or(ref.Kind, keda.KindTriggerAuthentication)
	if o := r.Authentication(r.plan.Host.Workload, kind, ref.Name); o != nil {
		t.AuthenticationRef = &keda.AuthenticationRef{Name: o.Name, Kind: ref.Kind}
		return
	}
	if entry, ok := r.Config.Authentication[ref.Name]; ok && entry.Kind == kind {
		t.AuthenticationRef, _, _ = r.credentials(ref.Name)
	}
}

// RefersOutsideConfig reports whether a trigger refers to an authentication of that name
// which is not an entry of the functionConfig. The cluster may have it.
func (p *HostPlan) RefersOutsideConfig(authentication string) bool {
	return slices.ContainsFunc(p.Spec.Triggers, func(t keda.Trigger) bool {
		ref := t.AuthenticationRef
		return ref != nil && ref.Name == authentication && p.Entries[*ref] == ""
	})
}

// Authentication returns the hand-written object that a trigger's reference means; nil if
// the package has none. Generated ones follow from the functionConfig.
func (in Input) Authentication(w *inventory.Object, kind, name string) *inventory.Object {
	var former *inventory.Object
	for _, o := range in.Inventory.Authentications.ByName(name) {
		switch {
		case o.Kind != kind || managed.Is(o) || !managed.SharesScope(o, w.Namespace):
		case o.Name == name:
			return o
		case former == nil || o.SameRenames(w) && !former.SameRenames(w):
			former = o
		}
	}
	return former
}

// credentials returns the reference and the authModes for an authentication: an entry of
// the functionConfig, an object of the package, or one that the cluster holds.
func (r *resolver) credentials(name string) (*keda.AuthenticationRef, string, bool) {
	w := r.plan.Host.Workload
	if entry, ok := r.Config.Authentication[name]; ok {
		ref := reference(entry.Kind, managed.AuthenticationName(r.Inventory, entry.Kind, w, r.plan.Existing.Previous, name))
		r.plan.Entries[*ref] = name
		return ref, entry.Mode, true
	}
	for _, kind := range []string{keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication} {
		if o := r.Authentication(w, kind, name); o != nil {
			return reference(o.Kind, o.Name), modeOf(o), true
		}
	}
	for _, kind := range []string{keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication} {
		if held, ok := r.Config.Holds(kind, w.Namespace, name); ok {
			return reference(kind, name), modes(held.Keys), true
		}
	}
	return nil, "", false
}

// collectAuthentications returns the functionConfig's entries that triggers refer to,
// sorted.
func (r *resolver) collectAuthentications() []string {
	var entries []string
	for _, t := range r.plan.Spec.Triggers {
		if t.AuthenticationRef == nil {
			continue
		}
		if entry := r.plan.Entries[*t.AuthenticationRef]; entry != "" {
			entries = append(entries, entry)
		}
	}
	slices.Sort(entries)
	return slices.Compact(entries)
}

func reference(kind, name string) *keda.AuthenticationRef {
	ref := &keda.AuthenticationRef{Name: name}
	if kind == keda.KindClusterTriggerAuthentication {
		ref.Kind = kind
	}
	return ref
}

// authorizing are the modes that all set the same header, so KEDA accepts only one of them.
var authorizing = []string{keda.AuthModeBearer, keda.AuthModeBasic, keda.AuthModeOAuth}

// modeOf returns the authModes that an authentication's parameters are for.
func modeOf(o *inventory.Object) string {
	var given []string
	for _, list := range []string{"secretTargetRef", "configMapTargetRef", "env", "boundServiceAccountToken", "filePath"} {
		for _, ref := range inventory.Elements(o.Field("spec", list)) {
			given = append(given, inventory.Text(inventory.Field(ref, "parameter")))
		}
	}
	return modes(given)
}

// modes returns the authModes that parameters are for.
func modes(given []string) string {
	var found []string
	authorized := false
	for _, mode := range append(slices.Clone(authorizing), keda.AuthModeAPIKey, keda.AuthModeCustom, keda.AuthModeTLS) {
		complete := !slices.ContainsFunc(keda.RequiredParameters(mode), func(alternatives []string) bool {
			return !slices.ContainsFunc(alternatives, func(p string) bool { return slices.Contains(given, p) })
		})
		authorizes := slices.Contains(authorizing, mode)
		if complete && !(authorizes && authorized) {
			found = append(found, mode)
			authorized = authorized || authorizes
		}
	}
	slices.Sort(found)
	return strings.Join(found, ",")
}

func (r *resolver) knownAuthentications(name string) string {
	names := slices.Collect(maps.Keys(r.Config.Authentication))
	near, ok := suggest.Closest(name, names)
	nears := []string{near}
	all := &r.Inventory.Authentications
	for _, kind := range []string{keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication} {
		scope := managed.ScopeGroup(kind, r.plan.Host.Workload.EffectiveNamespace())
		if near, found := all.ClosestName(managed.ByScope, scope, name); found {
			nears, ok = append(nears, near), true
		}
		for _, o := range all.Group(managed.ByScope, scope) {
			names = append(names, o.Name)
		}
	}
	if near, _ := suggest.Closest(name, nears); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(names) == 0 {
		return "define it under spec.authentication of the functionConfig, or add a TriggerAuthentication to the package"
	}
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	if more := len(names) - mostNamed; more > 0 {
		names = append(names[:mostNamed], fmt.Sprintf("%d more", more))
	}
	return "known are " + strings.Join(names, ", ") + "; more are defined under spec.authentication of the functionConfig"
}
