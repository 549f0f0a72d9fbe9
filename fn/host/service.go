package host

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// service finds the host's Service: the annotated one, or the one called by the
// pattern, or the only one that selects the host's pods. Of several that do, the one
// called as the workload or by the pattern is meant.
func (f *finder) service(h *Host, byPattern []string) {
	wanted := byPattern
	if h.Intent.Service != "" {
		wanted = []string{h.Intent.Service}
	}
	for _, name := range wanted {
		if service, ok := f.inv.Services.Beside(h.Workload, name); ok {
			h.Service, h.KnownService = service.Name, true
			h.Services = []*inventory.Object{service}
			return
		}
	}
	if h.Service = h.Workload.Name; len(wanted) > 0 {
		h.Service = wanted[len(wanted)-1]
	}
	if h.Intent.Service != "" {
		return
	}
	h.Services = slices.DeleteFunc(slices.Clone(f.inv.Services.Objects), func(s *inventory.Object) bool {
		return !Selects(s, h.Workload)
	})
	if called := calledAs(h.Services, append(slices.Clone(byPattern), h.Workload.Name)); len(h.Services) > 1 && called != nil {
		h.Services = []*inventory.Object{called}
	}
	if len(h.Services) == 1 {
		h.Service, h.KnownService = h.Services[0].Name, true
	}
}

// calledAs returns the only one of several objects that has one of the names, or one of
// them with a prefix and a suffix around it.
func calledAs(objects []*inventory.Object, names []string) *inventory.Object {
	for _, fits := range []func(o *inventory.Object, name string) bool{
		func(o *inventory.Object, name string) bool { return o.Name == name },
		func(o *inventory.Object, name string) bool { return strings.HasSuffix(o.Name, "-"+name) },
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

// Selects says whether a Service sends traffic to a workload's pods.
func Selects(service, workload *inventory.Object) bool {
	if !service.SharesNamespace(workload) {
		return false
	}
	selector := inventory.Texts(service.Field("spec", "selector"))
	labels := inventory.Texts(workload.Field("spec", "template", "metadata", "labels"))
	for key, value := range selector {
		if labels[key] != value {
			return false
		}
	}
	return len(selector) > 0
}

// SelectsOthers says whether a Service is for other pods than a workload's. What a Rollout
// makes of another workload's pods is not known, nor is whom a Service without a selector
// is for.
func SelectsOthers(service, workload *inventory.Object) bool {
	labels := inventory.Texts(workload.Field("spec", "template", "metadata", "labels"))
	return len(labels) > 0 && len(inventory.Texts(service.Field("spec", "selector"))) > 0 && !Selects(service, workload)
}
