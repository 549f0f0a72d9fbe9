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

// dependsOnPlaceholder reports whether a finding about a path depends on a value that is filled in
// later, so that it may be wrong.
func (p *pass) dependsOnPlaceholder(path string) bool {
	if p.fieldIsFilledLater(path) {
		return true
	}
	if p.specIsFilledLater() {
		return true
	}
	if i := strings.Index(path, "]"); strings.HasPrefix(path, "spec.triggers[") && i > 0 {
		for _, field := range p.rule.ReadsTrigger {
			if p.holdsPlaceholder(path[:i+1] + "." + field) {
				return true
			}
		}
	}
	return p.hasPlaceholderName(p.rule.LooksUp)
}

// specIsFilledLater reports whether a field that the rule reads is filled in later.
func (p *pass) specIsFilledLater() bool {
	return slices.ContainsFunc(p.rule.ReadsSpec, p.holdsPlaceholder)
}

// fieldIsFilledLater reports whether the value at a path is filled in later.
func (p *pass) fieldIsFilledLater(path string) bool {
	return p.IsFilledLater(path) || p.isHandWritten() && plan.ObjectIsFilledLater(p.Object, path)
}

// holdsPlaceholder reports whether a value, or a part of it, is filled in later.
func (p *pass) holdsPlaceholder(path string) bool {
	return p.fieldIsFilledLater(path) || slices.ContainsFunc(p.FilledLater, func(filled string) bool {
		return strings.HasPrefix(filled, path+".") || strings.HasPrefix(filled, path+"[")
	})
}

// placeholderNames are the objects of a package, by kind, whose names or namespaces another tool
// fills in.
type placeholderNames struct {
	objects map[string][]*inventory.Object
	// namespaces are the namespaces of all objects of a kind.
	namespaces map[string]map[string]bool
}

func placeholderNamesOf(inv *inventory.Inventory) placeholderNames {
	o := placeholderNames{map[string][]*inventory.Object{}, map[string]map[string]bool{}}
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

// hasPlaceholderName reports whether the package has an object of one of the kinds whose name, or
// whose namespace, is filled in later.
func (p *pass) hasPlaceholderName(kinds []string) bool {
	own := p.Object.Namespace
	for _, kind := range kinds {
		if slices.ContainsFunc(p.placeholderNames.objects[kind], func(o *inventory.Object) bool {
			return o != p.Object && o != p.Workload && (o.Kind == kindHPA || placeholder.In(o.Name) || o.Namespace != own)
		}) {
			return true
		}
		if among := p.placeholderNames.namespaces[kind]; placeholder.In(own) && len(among) > 0 && (len(among) > 1 || !among[own]) {
			return true
		}
	}
	return false
}
