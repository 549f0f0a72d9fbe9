package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/signal"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// leastThreshold is the smallest that Kubernetes, counting in thousandths, tells from zero.
const leastThreshold = 0.001

const modifiersPath = "spec.advanced.scalingModifiers"

// modifiers are the ScaledObject's, empty where it has none.
func (s *pass) modifiers() keda.ScalingModifiers {
	if s.Spec.Advanced == nil || s.Spec.Advanced.ScalingModifiers == nil {
		return keda.ScalingModifiers{}
	}
	return *s.Spec.Advanced.ScalingModifiers
}

// scalingModifiers judges a formula, what it needs beside it, and the names in it.
func scalingModifiers(s *pass) {
	m := s.modifiers()
	if m == (keda.ScalingModifiers{}) {
		return
	}
	bad := func(message, hint string) { s.report(modifiersPath, message, hint) }
	if strings.TrimSpace(m.Formula) == "" {
		bad("formula is missing", "write one over the triggers' names, such as "+s.exampleFormula())
	}
	if m.Target == "" {
		bad("target is missing", "write the number that the formula's outcome is held against, such as \"70\"")
	} else if target, err := strconv.ParseFloat(m.Target, 64); err != nil || !(target >= leastThreshold) {
		bad(fmt.Sprintf("target %q is no number of at least %v", m.Target, leastThreshold), "write it plainly, such as \"70\"")
	}
	if _, err := strconv.ParseFloat(m.ActivationTarget, 64); m.ActivationTarget != "" && err != nil {
		bad(fmt.Sprintf("activationTarget %q is no number", m.ActivationTarget), "write it plainly, such as \"0\"")
	}
	if m.MetricType != "" && !contains([]string{keda.MetricTypeValue, keda.MetricTypeAverageValue}, m.MetricType) {
		bad(fmt.Sprintf("metricType %q does not go with a formula", m.MetricType), "write Value or AverageValue, or leave it out")
	}
	// A name that is filled in later may be any.
	if slices.ContainsFunc(s.Spec.Triggers, func(t keda.Trigger) bool { return placeholder.In(t.Name) }) || placeholder.In(m.Formula) {
		return
	}
	reason := s.formulaFails(m.Formula)
	if reason == "" {
		return
	}
	before := len(s.findings)
	s.formulaNames(m.Formula)
	// A name that nobody has is told better by itself.
	if len(s.findings) == before {
		bad(fmt.Sprintf("the formula does not give a number: %s in %s", reason, asNumber(m.Formula)), "write one over the triggers' names, such as "+s.exampleFormula())
	}
}

// formulaOmits is for triggers that a formula does not name: KEDA makes one metric of the
// formula, and takes its outcome for the activity of all (pkg/scaling/scale_handler.go).
func formulaOmits(s *pass) {
	if s.modifiers().Formula == "" || len(variables(s.modifiers().Formula)) == 0 {
		return
	}
	for i, t := range s.Spec.Triggers {
		if !signal.IsResource(t.Type) && !s.counts(t) {
			s.report(triggerPath(i), fmt.Sprintf("the trigger %q is not in the formula, beside which nothing else counts: it neither scales nor wakes the host", cmp.Or(t.Name, t.Type)), "put it into the formula, or drop it")
		}
	}
}

// modifiersContainer is for triggers that a formula drives out: beside it KEDA keeps
// the metrics of whole pods alone.
func modifiersContainer(s *pass) {
	if s.modifiers() == (keda.ScalingModifiers{}) {
		return
	}
	for i, t := range s.Spec.Triggers {
		if container := t.Metadata["containerName"]; signal.IsResource(t.Type) && container != "" {
			s.report(triggerPath(i), fmt.Sprintf("beside a formula KEDA drops the %s trigger of the single container %s", t.Type, container), "leave containerName out, or the formula")
		}
	}
}

// formulaNames holds the names in a formula against those of the triggers.
func (s *pass) formulaNames(formula string) {
	for i, t := range s.Spec.Triggers {
		if t.Name != "" && !identifier.MatchString(t.Name) && strings.Contains(formula, t.Name) {
			s.report(triggerPath(i), fmt.Sprintf("the name %q cannot stand in a formula", t.Name), "use letters, digits and _")
			formula = strings.ReplaceAll(formula, t.Name, " ")
		}
	}
	usable, resources := s.formulaVariables()
	index := suggest.NewIndex(usable)
	known := map[string]bool{}
	for _, name := range usable {
		known[name] = true
	}
	for _, name := range variables(formula) {
		if known[name] {
			continue
		}
		switch near, ok := index.Closest(name); {
		case contains(resources, name):
			s.report(modifiersPath, fmt.Sprintf("formula has %s, but Kubernetes measures cpu and memory itself; KEDA's formulas cannot have them", name), "take it out")
		case ok:
			s.report(modifiersPath, fmt.Sprintf("formula has %s, which is no trigger's name", name), fmt.Sprintf("did you mean %s?", near))
		case len(usable) == 0:
			s.report(modifiersPath, fmt.Sprintf("formula has %s, but no trigger has a name", name), "name the triggers")
		default:
			s.report(modifiersPath, fmt.Sprintf("formula has %s, which is no trigger's name", name), "use "+strings.Join(usable, ", "))
		}
	}
}

// formulaVariables are the names that a formula may have, and those of cpu and memory.
func (s *pass) formulaVariables() (usable, resources []string) {
	for _, t := range s.Spec.Triggers {
		switch {
		case signal.IsResource(t.Type):
			resources = append(resources, t.Type)
			if t.Name != "" {
				resources = append(resources, t.Name)
			}
		case identifier.MatchString(t.Name):
			usable = append(usable, t.Name)
		}
	}
	return usable, resources
}

func (s *pass) exampleFormula() string {
	if usable, _ := s.formulaVariables(); len(usable) > 0 {
		return usable[0]
	}
	return "gpu + rps"
}

var identifier = lazyregexp.New(`^[A-Za-z_$][A-Za-z0-9_$]*$`)
