// Package host finds the model hosts of a package: workloads with scaling annotations.
package host

import (
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Host is one model host.
type Host struct {
	// Workload is the object to scale. Annotations holds its parsed scaling annotations.
	Workload    *inventory.Object
	Annotations annotation.Values
	// Key identifies the model host among others.
	Key string
	// ScaledObject is the name for its ScaledObject.
	ScaledObject string
	// Service is the name of its Service. KnownService is set if the package has that Service.
	Service      string
	KnownService bool
	// Services holds the Services it may be: one, or all that select the pods if no name decides.
	Services []*inventory.Object
	// Namespace is the workload's, or else the functionConfig's; "" if unknown.
	Namespace string

	prefix string
}

// AnnotationName returns the full name of an annotation.
func (h Host) AnnotationName(key string) string { return h.prefix + "/" + key }

// Find returns the model hosts in package order, and findings about the scaling annotations of
// all objects.
func Find(inv *inventory.Inventory, spec config.Spec, signals []string) ([]Host, finding.List) {
	f := finder{inv: inv, spec: spec, signals: signals}
	for _, o := range inv.All {
		f.visit(o)
	}
	return f.hosts, f.findings
}

type finder struct {
	inv      *inventory.Inventory
	spec     config.Spec
	signals  []string
	hosts    []Host
	findings finding.List
}

func (f *finder) visit(o *inventory.Object) {
	given := f.readAnnotations(o)
	if !o.IsWorkload() {
		f.checkNonWorkload(o, given)
		return
	}
	f.checkMisplaced(o)
	if !slices.ContainsFunc(given.keys, func(key string) bool { return key != annotation.Ignore }) {
		return
	}
	f.checkDuplicateKeys(o)
	parsed, problems := annotation.Parse(given.values, f.signals)
	f.addProblems(o, problems)
	if why, hint := f.exclusion(o); why != "" {
		f.addNotModelHost(o, given, why, hint)
		return
	}
	f.hosts = append(f.hosts, f.newHost(o, parsed, companionNamesOf(f.spec.Naming, o, parsed.Key)))
}
