package importer

import (
	"fmt"
	"reflect"
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

// annotations are what a host is to be annotated with, in the order of the reference.
type annotations struct {
	prefix string
	pairs  []Pair
	// own are those that the host has already, by their key without prefix, and kept
	// the keys of those that say something else than was proposed.
	own     map[string]string
	kept    []kept
	signals []string
	// entries are those of triggers.
	entries []any
	// resources are the signals that have annotations.
	resources map[string]bool
}

// kept is an annotation of the host that stays, with the proposed value that it overrides.
type kept struct{ key, own, imported string }

// newAnnotations returns the annotations for a host, which has some already or none.
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

// setTriggers says what is scaled on: the resources' own annotations where those can say
// it, and entries of triggers otherwise.
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

// hasOwnAnnotation says whether the annotation of a resource means just the trigger.
func hasOwnAnnotation(t keda.Trigger) bool {
	if !keda.IsResourceTrigger(t.Type) || t.Name != "" || t.UseCachedMetrics != nil || t.AuthenticationRef != nil || len(t.Metadata) != 1 {
		return false
	}
	metricType, value, err := plan.ParseResourceTarget(t.Type, config.Amount(t.Metadata["value"]))
	return err == nil && metricType == t.MetricType && value == t.Metadata["value"]
}

// disableDefaults says what of the functionConfig's defaults is not to hold for the host, and
// its entries of triggers.
func (a *annotations) disableDefaults(defaults config.Settings) {
	for _, name := range sortedKeys(defaults.Signals) {
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

// patch returns what is to be put on the host, and reports the annotations that it keeps
// although what scales it now says something else.
func (p *importer) patch(h host.Host, from *inventory.Object, a *annotations) []Patch {
	for _, k := range a.kept {
		message := fmt.Sprintf("%s keeps its annotation %s, which has another value", h.Workload.Resource(), k.key)
		if isShort(k.own) && isShort(k.imported) {
			message = fmt.Sprintf("%s keeps %s: %q, where %s says %q", h.Workload.Resource(), k.key, k.own, from.Kind, k.imported)
		}
		p.add(RulePartial, from, "", message, "to import the other value, remove the annotation first")
	}
	if len(a.pairs) == 0 {
		return nil
	}
	return []Patch{{Object: h.Workload, Annotations: a.pairs}}
}

// isShort reports whether a value is a plain word or number, which messages may repeat.
func isShort(value string) bool { return len(value) <= 20 && !strings.ContainsAny(value, "{[:\n") }

// finish keeps a proposal, or reports that it adds nothing.
func (p *importer) finish(h host.Host, from *inventory.Object, a *annotations, more ...Patch) {
	patches := append(p.patch(h, from, a), more...)
	if len(patches) > 0 {
		p.results = append(p.results, Result{From: from, Patches: patches})
		return
	}
	if len(a.kept) > 0 {
		return // each of them is reported
	}
	p.add(RuleSkipped, from, "spec.scaleTargetRef", fmt.Sprintf("is left alone: the annotations of %s already say the same", h.Workload.Resource()), "")
}
