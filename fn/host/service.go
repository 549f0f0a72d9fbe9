package host

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// setService finds the model host's Service: the annotated one, or the one with the pattern's
// name, or the only one that selects its pods. If several select them, it is the one with the
// workload's name.
func (f *finder) setService(h *Host, byPattern []string) {
	wanted := byPattern
	if h.Annotations.Service != "" {
		wanted = []string{h.Annotations.Service}
	}
	named := f.serviceByName(h.Workload, wanted)
	if named == nil || SelectsOthers(named, h.Workload) {
		selecting := f.inv.ServicesFor(h.Workload)
		// In rendered YAML, only the name shows that a Service was renamed.
		if renamed := onlyNamed(selecting, h.Workload.Name, wanted); renamed != nil {
			named = renamed
		} else if h.Annotations.Service == "" && named == nil {
			h.Services = selecting
			if called := onlyNamed(selecting, h.Workload.Name, []string{h.Workload.Name}); called != nil {
				h.Services = []*inventory.Object{called}
			}
		}
	}
	if named != nil {
		h.Services = []*inventory.Object{named}
	}
	switch {
	case len(h.Services) == 1:
		h.Service, h.KnownService = h.Services[0].Name, true
	case len(wanted) > 0:
		h.Service = wanted[len(wanted)-1]
	default:
		h.Service = h.Workload.Name
	}
}

// serviceByName returns the first Service that has one of the names, or nil.
func (f *finder) serviceByName(w *inventory.Object, names []string) *inventory.Object {
	for _, name := range names {
		if service, ok := f.inv.Services.Resolve(w, name); ok {
			return service
		}
	}
	return nil
}

// onlyNamed returns the only object that has one of the names, or else the only one that has one
// of them with the prefix and suffix of the workload's name. It returns nil if there is none, or
// several.
func onlyNamed(objects []*inventory.Object, workload string, names []string) *inventory.Object {
	for _, fits := range []func(o *inventory.Object, name string) bool{
		func(o *inventory.Object, name string) bool { return o.Name == name },
		func(o *inventory.Object, name string) bool {
			prefix, suffix, found := strings.Cut(o.Name, name)
			return found && strings.HasPrefix(workload, prefix) && strings.HasSuffix(workload, suffix)
		},
	} {
		for _, name := range names {
			found := slices.DeleteFunc(slices.Clone(objects), func(o *inventory.Object) bool { return !fits(o, name) })
			if len(found) == 1 {
				return found[0]
			}
		}
	}
	return nil
}

// Selects reports whether a Service sends traffic to a workload's pods.
func Selects(service, workload *inventory.Object) bool {
	labels := inventory.Texts(workload.Field("spec", "template", "metadata", "labels"))
	return service.SharesNamespace(workload) && inventory.SelectsLabels(service, labels)
}

// SelectsOthers reports whether a Service certainly selects other pods than the workload's. It
// returns false if the workload's labels are unknown, as for a Rollout that references another
// workload, or the Service has no selector.
func SelectsOthers(service, workload *inventory.Object) bool {
	labels := inventory.Texts(workload.Field("spec", "template", "metadata", "labels"))
	return len(labels) > 0 && len(inventory.Texts(service.Field("spec", "selector"))) > 0 && !Selects(service, workload)
}
