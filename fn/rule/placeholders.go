package rule

import (
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

var (
	workloadKinds = inventory.WorkloadKinds()
	scalersOf     = append([]string{kindHPA, keda.KindScaledObject}, workloadKinds...)
)

const kindHPA = "HorizontalPodAutoscaler"

// unknowable reports whether a finding about a path hangs on a value that is filled in
// later, so that it may be wrong.
func (p *pass) unknowable(path string) bool {
	if p.later(path) {
		return true
	}
	if p.specLater() {
		return true
	}
	if i := strings.Index(path, "]"); strings.HasPrefix(path, "spec.triggers[") && i > 0 {
		for _, field := range p.rule.ReadsTrigger {
			if p.holdsLater(path[:i+1] + "." + field) {
				return true
			}
		}
	}
	return p.unsettled(p.rule.LooksUp)
}

// specLater reports whether a field that the rule's findings hang on is filled in later.
func (p *pass) specLater() bool { return slices.ContainsFunc(p.rule.ReadsSpec, p.holdsLater) }

// later reports whether the value at a path is filled in later.
func (p *pass) later(path string) bool {
	return p.IsFilledLater(path) || p.isHandWritten() && plan.ObjectIsFilledLater(p.Object, path)
}

// holdsLater reports whether a value, or a part of it, is filled in later.
func (p *pass) holdsLater(path string) bool {
	return p.later(path) || slices.ContainsFunc(p.FilledLater, func(filled string) bool {
		return strings.HasPrefix(filled, path+".") || strings.HasPrefix(filled, path+"[")
	})
}

// open are the objects of a package, by kind, whose names or namespaces another tool
// fills in.
type open struct {
	objects map[string][]*inventory.Object
	// namespaces are those of all objects of a kind.
	namespaces map[string]map[string]bool
}

func openOf(inv *inventory.Inventory) open {
	o := open{map[string][]*inventory.Object{}, map[string]map[string]bool{}}
	for _, object := range inv.All {
		hpa := object.Kind == kindHPA && (plan.ObjectIsFilledLater(object, "spec.scaleTargetRef.name") || plan.ObjectIsFilledLater(object, "spec.scaleTargetRef.kind") || len(plan.Placeholders(object.Field("metadata", "ownerReferences"), "")) > 0)
		if hpa || placeholder.In(object.Name) || placeholder.In(object.Namespace) {
			o.objects[object.Kind] = append(o.objects[object.Kind], object)
		}
		if o.namespaces[object.Kind] == nil {
			o.namespaces[object.Kind] = map[string]bool{}
		}
		o.namespaces[object.Kind][object.Namespace] = true
	}
	return o
}

// unsettled reports whether the package has an object of the kinds that may be any: its
// name is filled in later, or its namespace, where that is not the one looked in.
func (p *pass) unsettled(kinds []string) bool {
	own := p.Object.Namespace
	for _, kind := range kinds {
		if slices.ContainsFunc(p.open.objects[kind], func(o *inventory.Object) bool {
			return o != p.Object && o != p.Workload && (o.Kind == kindHPA || placeholder.In(o.Name) || o.Namespace != own)
		}) {
			return true
		}
		if among := p.open.namespaces[kind]; placeholder.In(own) && len(among) > 0 && (len(among) > 1 || !among[own]) {
			return true
		}
	}
	return false
}
