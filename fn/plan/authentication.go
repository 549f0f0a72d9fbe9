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

// authenticate gives a trigger its credentials: those its entry names, or for
// Prometheus those of the host. Without authModes KEDA sends none of them.
func (r *resolver) authenticate(t *keda.Trigger, named string, at Source) {
	name, source := named, at
	if name == "" && t.Type == keda.TriggerPrometheus && t.AuthenticationRef == nil {
		name, source = r.settings.authentication.V, r.settings.authentication.Source
	}
	if name == "" || name == config.None {
		r.refer(t)
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
		r.add(RuleAuthentication, source.Field, fmt.Sprintf("there is no authentication %q", name), r.knownAuthentications(name))
		return
	}
	t.AuthenticationRef = ref
	if t.Type == keda.TriggerPrometheus && mode != "" && t.Metadata["authModes"] == "" {
		t.Metadata["authModes"] = mode
	}
}

// refer gives a reference that was written as KEDA has it the name that holds
// now: a host may have renamed the object, and the functionConfig's entries are
// objects of the same name. What neither knows may be in the cluster.
func (r *resolver) refer(t *keda.Trigger) {
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

// RefersOutsideConfig reports whether a trigger refers to an authentication of a name that is no
// entry of the functionConfig: the cluster may have it.
func (p *HostPlan) RefersOutsideConfig(authentication string) bool {
	return slices.ContainsFunc(p.Spec.Triggers, func(t keda.Trigger) bool {
		ref := t.AuthenticationRef
		return ref != nil && ref.Name == authentication && p.Entries[*ref] == ""
	})
}

// Authentication is the object of others that a trigger's reference means; nil
// where the package has none. Ours are the functionConfig's to keep or to remove.
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

// credentials finds the functionConfig's entry, or the package's own object.
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

// inUse notes the entries that triggers still refer to when all is resolved.
func (r *resolver) inUse() {
	for _, t := range r.plan.Spec.Triggers {
		if t.AuthenticationRef == nil {
			continue
		}
		entry := r.plan.Entries[*t.AuthenticationRef]
		if entry != "" && !slices.Contains(r.plan.Authentications, entry) {
			r.plan.Authentications = append(r.plan.Authentications, entry)
		}
	}
	slices.Sort(r.plan.Authentications)
}

func reference(kind, name string) *keda.AuthenticationRef {
	ref := &keda.AuthenticationRef{Name: name}
	if kind == keda.KindClusterTriggerAuthentication {
		ref.Kind = kind
	}
	return ref
}

// authorizing are the modes of which KEDA takes one at most: all set the same header.
var authorizing = []string{keda.AuthModeBearer, keda.AuthModeBasic, keda.AuthModeOAuth}

// modeOf are the modes that an authentication's parameters are for.
func modeOf(o *inventory.Object) string {
	var given []string
	for _, list := range []string{"secretTargetRef", "configMapTargetRef", "env", "boundServiceAccountToken", "filePath"} {
		for _, ref := range inventory.Elements(o.Field("spec", list)) {
			given = append(given, inventory.Text(inventory.Field(ref, "parameter")))
		}
	}
	return modes(given)
}

// modes returns the modes that parameters are for.
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
