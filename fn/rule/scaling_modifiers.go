package rule

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/expr-lang/expr"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/suggest"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

var scalingModifiers = &Rule{
	ID:                "scaling-modifiers",
	Severity:          finding.Error,
	Layer:             Admission,
	Scope:             Plans,
	NeedsCompletePlan: true,
	ReadsTrigger:      []string{"name", "type"},
	ReadsSpec:         []string{"spec.advanced.scalingModifiers"},
	Summary:           "an invalid formula, or one with an unknown trigger name",
	Consequence:       "KEDA's webhook rejects it",
	Run:               checkScalingModifiers,
}

// formulaFails compiles and runs a formula as KEDA's webhook does, with every name a
// number and the outcome made one, and returns why that fails; "" where it does not.
func (p *pass) formulaFails(formula string) string {
	if strings.TrimSpace(formula) == "" {
		return ""
	}
	names := []string{}
	for _, t := range p.Spec.Triggers {
		if t.Name != "" && !keda.IsResourceTrigger(t.Type) {
			names = append(names, t.Name)
		}
	}
	err := evaluate(asNumber(formula), names, longestFormula)
	switch {
	case err == nil:
		return ""
	case errors.Is(err, errEndless):
		return fmt.Sprintf("it takes more than %s to compute", longestFormula)
	}
	reason, _, _ := strings.Cut(err.Error(), "\n")
	return reason
}

// longestFormula is how long a formula may take. KEDA computes it at every poll; one
// without loops takes microseconds.
const longestFormula = 3 * time.Second

var errEndless = errors.New("takes too long")

// evaluate compiles and runs a formula in which every name is a number. Loops inside
// loops may run for years and cannot be stopped: after the longest time they are left
// behind, and errEndless is returned.
func evaluate(formula string, names []string, longest time.Duration) error {
	values := map[string]float64{}
	for _, name := range names {
		values[name] = -1
	}
	program, err := expr.Compile(formula, expr.Env(values))
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		_, err := expr.Run(program, values)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(longest):
		return errEndless
	}
}

// asNumber returns a formula whose outcome is a number, or with ?? nil where nothing is known.
func asNumber(formula string) string {
	switch {
	case strings.Contains(formula, "??"):
		return "let outcome = (" + formula + "); outcome == nil ? nil : float(outcome)"
	case strings.HasPrefix(formula, "float("):
		return formula
	}
	return "float(" + formula + ")"
}

// leastThreshold is the smallest that Kubernetes, counting in thousandths, tells from zero.
const leastThreshold = 0.001

// checkScalingModifiers judges a formula, what it needs beside it, and the names in it.
func checkScalingModifiers(p *pass) {
	m := p.modifiers()
	if m == (keda.ScalingModifiers{}) {
		return
	}
	bad := func(message, hint string) { p.report(modifiersPath, message, hint) }
	if strings.TrimSpace(m.Formula) == "" {
		bad("formula is missing", "write one over the triggers' names, such as "+p.exampleFormula())
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
	if slices.ContainsFunc(p.Spec.Triggers, func(t keda.Trigger) bool { return placeholder.In(t.Name) }) || placeholder.In(m.Formula) {
		return
	}
	reason := p.formulaFails(m.Formula)
	if reason == "" {
		return
	}
	before := len(p.findings)
	p.formulaNames(m.Formula)
	// A name that nobody has is told better by itself.
	if len(p.findings) == before {
		bad(fmt.Sprintf("the formula does not give a number: %s in %s", reason, asNumber(m.Formula)), "write one over the triggers' names, such as "+p.exampleFormula())
	}
}

// formulaNames holds the names in a formula against those of the triggers.
func (p *pass) formulaNames(formula string) {
	for i, t := range p.Spec.Triggers {
		if t.Name != "" && !identifier.MatchString(t.Name) && strings.Contains(formula, t.Name) {
			p.report(triggerPath(i), fmt.Sprintf("the name %q cannot stand in a formula", t.Name), "use letters, digits and _")
			formula = strings.ReplaceAll(formula, t.Name, " ")
		}
	}
	usable, resources := p.formulaVariables()
	index := suggest.NewIndex(usable)
	known := map[string]bool{}
	for _, name := range usable {
		known[name] = true
	}
	names, _ := wake.FormulaNames(formula)
	for _, name := range names {
		if known[name] {
			continue
		}
		switch near, ok := index.Closest(name); {
		case contains(resources, name):
			p.report(modifiersPath, fmt.Sprintf("formula has %s, but Kubernetes measures cpu and memory itself; KEDA's formulas cannot have them", name), "take it out")
		case ok:
			p.report(modifiersPath, fmt.Sprintf("formula has %s, which is no trigger's name", name), fmt.Sprintf("did you mean %s?", near))
		case len(usable) == 0:
			p.report(modifiersPath, fmt.Sprintf("formula has %s, but no trigger has a name", name), "name the triggers")
		default:
			p.report(modifiersPath, fmt.Sprintf("formula has %s, which is no trigger's name", name), "use "+strings.Join(usable, ", "))
		}
	}
}

// formulaVariables are the names that a formula may have, and those of cpu and memory.
func (p *pass) formulaVariables() (usable, resources []string) {
	for _, t := range p.Spec.Triggers {
		switch {
		case keda.IsResourceTrigger(t.Type):
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

func (p *pass) exampleFormula() string {
	if usable, _ := p.formulaVariables(); len(usable) > 0 {
		return usable[0]
	}
	return "gpu + rps"
}

var identifier = lazyregexp.New(`^[A-Za-z_$][A-Za-z0-9_$]*$`)
