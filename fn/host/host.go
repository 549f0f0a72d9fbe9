// Package host finds the model hosts of a package: workloads whose annotations
// say how they scale.
package host

import (
	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Host is one model host.
type Host struct {
	// Workload is what is scaled, Intent what its annotations say.
	Workload    *inventory.Object
	Annotations annotation.Values
	// Key is what tells the host from others.
	Key string
	// ScaledObject is the name that its ScaledObject gets.
	ScaledObject string
	// Service is the host's Service; KnownService says that it is in the package.
	Service      string
	KnownService bool
	// Services are those of the package that may be meant: one, or all that select the
	// host's pods where no name tells.
	Services []*inventory.Object
	// Namespace is the workload's, or else that of the functionConfig; "" where neither tells.
	Namespace string

	prefix string
}

// AnnotationName is an annotation's full name.
func (h Host) AnnotationName(key string) string { return h.prefix + "/" + key }

// Find finds the model hosts, in the package's order, and what is wrong with
// anybody's annotations of intent.
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
	if len(given.keys) == 0 {
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

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
