package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/nearest"
	"modelhost.dev/scale-modelhosts/fn/owned"
)

// noAuthentication drops the credentials that a layer underneath brought.
const noAuthentication = "none"

// authenticate gives a trigger its credentials: those its entry names, or for
// Prometheus those of the host. Without authModes KEDA sends none of them.
func (r *resolver) authenticate(t *keda.Trigger, named string, at Source) {
	name, source := named, at
	if name == "" && t.Type == keda.TriggerPrometheus && t.AuthenticationRef == nil {
		name, source = r.settings.authentication.V, r.settings.authentication.Source
	}
	if name == "" || name == noAuthentication {
		return
	}
	if t.AuthenticationRef != nil {
		r.add(RuleTrigger, at.Field, "has both authentication and authenticationRef", "keep one of them")
		return
	}
	if field := source.Field; field == "" {
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

// credentials finds the functionConfig's entry, or the package's own object.
func (r *resolver) credentials(name string) (*keda.AuthenticationRef, string, bool) {
	if entry, ok := r.Config.Authentication[name]; ok {
		if !slices.Contains(r.plan.Authentications, name) {
			r.plan.Authentications = append(r.plan.Authentications, name)
			slices.Sort(r.plan.Authentications)
		}
		return reference(entry.Kind, owned.AuthenticationName(r.Inventory, entry.Kind, r.plan.Host.Workload.Namespace, name)), entry.Mode, true
	}
	for _, o := range r.Inventory.Authentications.Called(name) {
		cluster := o.Kind == keda.KindClusterTriggerAuthentication
		if cluster || o.SharesNamespace(r.plan.Host.Workload) {
			return reference(o.Kind, o.Name), modeOf(o), true
		}
	}
	return nil, "", false
}

func reference(kind, name string) *keda.AuthenticationRef {
	ref := &keda.AuthenticationRef{Name: name}
	if kind == keda.KindClusterTriggerAuthentication {
		ref.Kind = kind
	}
	return ref
}

// modeOf is the mode that an authentication's parameters are for.
func modeOf(o *inventory.Object) string {
	given := map[string]bool{}
	for _, list := range []string{"secretTargetRef", "configMapTargetRef", "env", "boundServiceAccountToken"} {
		for _, ref := range inventory.Elements(o.Field("spec", list)) {
			given[inventory.Text(inventory.Field(ref, "parameter"))] = true
		}
	}
	var modes []string
	for _, mode := range keda.AuthModes() {
		complete := !slices.ContainsFunc(config.Needs(mode), func(alternatives []string) bool {
			return !slices.ContainsFunc(alternatives, func(p string) bool { return given[p] })
		})
		if complete {
			modes = append(modes, mode)
		}
	}
	return strings.Join(modes, ",")
}

func (r *resolver) knownAuthentications(name string) string {
	names := slices.Collect(maps.Keys(r.Config.Authentication))
	for _, o := range r.Inventory.Authentications.Objects {
		names = append(names, o.Name)
	}
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	if near, ok := nearest.Of(name, names); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(names) == 0 {
		return "define it under spec.authentication of the functionConfig, or add a TriggerAuthentication to the package"
	}
	return "known are " + strings.Join(names, ", ") + "; more are defined under spec.authentication of the functionConfig"
}
