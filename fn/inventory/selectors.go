package inventory

import "sync"

// pair is a label with its value, in a namespace.
type pair struct{ namespace, key, value string }

// selectorIndex finds Services by the labels in their selectors.
type selectorIndex struct {
	once     sync.Once
	services map[pair][]*Object
}

// ServicesFor returns the Services that select a workload's pods, in package order.
func (inv *Inventory) ServicesFor(workload *Object) []*Object {
	inv.selectors.once.Do(inv.indexSelectors)
	labels := Texts(workload.Field("spec", "template", "metadata", "labels"))
	var found []*Object
	for key, value := range labels {
		for _, service := range inv.selectors.services[pair{workload.EffectiveNamespace(), key, value}] {
			if SelectsLabels(service, labels) {
				found = append(found, service)
			}
		}
	}
	return sortByPosition(found)
}

// indexSelectors indexes each Service by the label of its selector that the fewest other Services
// select: a label that all objects have would not narrow the search.
func (inv *Inventory) indexSelectors() {
	times := map[pair]int{}
	each := func(do func(service *Object, pairs []pair)) {
		for _, service := range inv.Services.Objects {
			var pairs []pair
			for key, value := range Texts(service.Field("spec", "selector")) {
				pairs = append(pairs, pair{service.EffectiveNamespace(), key, value})
			}
			do(service, pairs)
		}
	}
	each(func(_ *Object, pairs []pair) {
		for _, p := range pairs {
			times[p]++
		}
	})
	inv.selectors.services = map[pair][]*Object{}
	each(func(service *Object, pairs []pair) {
		if len(pairs) == 0 {
			return
		}
		rarest := pairs[0]
		for _, p := range pairs {
			if times[p] < times[rarest] {
				rarest = p
			}
		}
		inv.selectors.services[rarest] = append(inv.selectors.services[rarest], service)
	})
}

// SelectsLabels reports whether a Service's selector matches labels. A Service without a
// selector selects nothing.
func SelectsLabels(service *Object, labels map[string]string) bool {
	selector := Texts(service.Field("spec", "selector"))
	for key, value := range selector {
		if got, ok := labels[key]; !ok || got != value {
			return false
		}
	}
	return len(selector) > 0
}
