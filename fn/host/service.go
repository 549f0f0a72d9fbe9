package host

import (
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// service finds the host's Service: the annotated one, or the one called by the
// pattern, or the only one that selects the host's pods.
func (f *finder) service(h *Host, byPattern string) {
	name := firstOf(h.Intent.Service, byPattern)
	if service, ok := f.inv.Services.Find(h.Workload.Namespace, name); ok {
		h.Service, h.KnownService = service.Name, true
		h.Services = []*inventory.Object{service}
		return
	}
	h.Service = name
	if h.Intent.Service != "" {
		return
	}
	h.Services = f.inv.Selecting(h.Workload)
	if len(h.Services) == 1 {
		h.Service, h.KnownService = h.Services[0].Name, true
	}
}

// Selects says whether a Service sends traffic to a workload's pods.
func Selects(service, workload *inventory.Object) bool {
	if !service.SharesNamespace(workload) {
		return false
	}
	selector := inventory.Texts(service.Field("spec", "selector"))
	labels := inventory.Texts(workload.Field("spec", "template", "metadata", "labels"))
	for key, value := range selector {
		if got, ok := labels[key]; !ok || got != value {
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
