package importer

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// annotations collects the annotations for a model host, in reference order.
type annotations struct {
	prefix string
	pairs  []Pair
	// own are the annotations that the model host already has, by key without prefix. kept lists
	// those whose value differs from the imported one.
	own     map[string]string
	kept    []kept
	signals []string
	// entries are the entries of the triggers annotation.
	entries []any
	// resources are the resource signals that have an annotation of their own.
	resources map[string]bool
}

// kept is an existing annotation that stays, with the imported value that it overrides.
type kept struct{ key, own, imported string }

// newAnnotations returns a collector for a model host, which may have annotations already.
func (p *importer) newAnnotations(h host.Host) *annotations {
	return &annotations{prefix: p.cfg.AnnotationPrefix, own: h.Annotations.Raw, signals: p.signals, resources: map[string]bool{}}
}

// sameMeaning reports whether two values of an annotation mean the same.
func (a *annotations) sameMeaning(key, one, other string) bool {
	if one == other {
		return true
	}
	left, wrong := annotation.Parse(map[string]string{key: one}, a.signals)
	right, _ := annotation.Parse(map[string]string{key: other}, a.signals)
	return len(wrong) == 0 && reflect.DeepEqual(left.Settings, right.Settings) && !reflect.DeepEqual(left.Settings, config.Settings{})
}

func (a *annotations) set(key, value string) {
	if own, has := a.own[key]; has {
		if !a.sameMeaning(key, own, value) {
			a.kept = append(a.kept, kept{key, own, value})
		}
		return
	}
	a.pairs = append(a.pairs, Pair{a.prefix + "/" + key, value})
}

func (a *annotations) setCount(key string, n int32) { a.set(key, strconv.Itoa(int(n))) }

func (a *annotations) setSeconds(key string, n *int32) {
	if n != nil {
		a.set(key, strconv.Itoa(int(*n))+"s")
	}
}

// setTriggers imports triggers: as annotations named after resources if possible, or else as
// entries of the triggers annotation.
func (a *annotations) setTriggers(triggers []keda.Trigger) {
	byType := map[string]int{}
	for _, t := range triggers {
		byType[t.Type]++
	}
	for _, t := range triggers {
		if byType[t.Type] == 1 && hasOwnAnnotation(t) {
			a.resources[t.Type] = true
			a.set(t.Type, t.Metadata["value"])
			continue
		}
		a.entries = append(a.entries, t)
	}
}

// hasOwnAnnotation reports whether a resource's annotation can express all of a trigger.
func hasOwnAnnotation(t keda.Trigger) bool {
	if !keda.IsResourceTrigger(t.Type) || t.Name != "" || t.UseCachedMetrics != nil || t.AuthenticationRef != nil || len(t.Metadata) != 1 {
		return false
	}
	metricType, value, err := plan.ParseResourceTarget(t.Type, config.Amount(t.Metadata["value"]))
	return err == nil && metricType == t.MetricType && value == t.Metadata["value"]
}

// disableDefaults disables the functionConfig's defaults that the imported object does not have,
// and writes the triggers annotation.
func (a *annotations) disableDefaults(defaults config.Settings) {
	for _, name := range slices.Sorted(maps.Keys(defaults.Signals)) {
		if _, own := a.own[name]; !a.resources[name] && !own {
			a.set(name, string(config.Off))
		}
	}
	if len(a.entries) > 0 {
		a.set("triggers", encoding.Lines(a.entries))
	} else if _, own := a.own["triggers"]; len(defaults.Triggers) > 0 && !own {
		a.set("triggers", "[]")
	}
	if _, own := a.own["schedule"]; len(defaults.Schedule) > 0 && !own {
		a.set("schedule", string(config.Off))
	}
}

// patch returns the patch for the model host. It reports existing annotations that differ from
// the imported values.
func (p *importer) patch(h host.Host, from *inventory.Object, a *annotations) []Patch {
	for _, k := range a.kept {
		message := fmt.Sprintf("%s keeps its annotation %s, which has another value", h.Workload.Resource(), k.key)
		if isShort(k.own) && isShort(k.imported) {
			message = fmt.Sprintf("%s keeps %s: %q; this %s has %q", h.Workload.Resource(), k.key, k.own, from.Kind, k.imported)
		}
		p.add(RulePartial, from, "", message, "to import the other value, remove the annotation first")
	}
	if len(a.pairs) == 0 {
		return nil
	}
	return []Patch{{Object: h.Workload, Annotations: a.pairs}}
}

// isShort reports whether a value is a plain word or number, which a message may repeat.
func isShort(value string) bool { return len(value) <= 20 && !strings.ContainsAny(value, "{[:\n") }

// finish adds a result, or reports that there is nothing to import.
func (p *importer) finish(h host.Host, from *inventory.Object, a *annotations, more ...Patch) {
	patches := append(p.patch(h, from, a), more...)
	if len(patches) > 0 {
		p.results = append(p.results, Result{From: from, Patches: patches})
		return
	}
	if len(a.kept) > 0 {
		return // patch has reported them
	}
	p.add(RuleSkipped, from, "spec.scaleTargetRef", fmt.Sprintf("skipped: the annotations of %s already have the same settings", h.Workload.Resource()), "")
}
