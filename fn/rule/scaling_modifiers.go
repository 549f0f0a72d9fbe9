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
	Summary:           "a formula without a target, or with an unknown name",
	Consequence:       "KEDA's webhook rejects it",
	Run:               checkScalingModifiers,
}

// formulaError compiles and evaluates a formula as KEDA's webhook does, with a number for each
// name and a conversion of the result, and returns why that fails, or "".
func (p *pass) formulaError(formula string) string {
	if strings.TrimSpace(formula) == "" {
		return ""
	}
	names := []string{}
	for _, t := range p.Spec.Triggers {
		if t.Name != "" && !keda.IsResourceTrigger(t.Type) {
			names = append(names, t.Name)
		}
	}
	err := evaluate(asNumber(formula), names, maxFormulaTime)
	switch {
	case err == nil:
		return ""
	case errors.Is(err, errTimeLimit):
		return fmt.Sprintf("evaluating it takes more than %s", maxFormulaTime)
	}
	reason, _, _ := strings.Cut(err.Error(), "\n")
	return reason
}

// maxFormulaTime is the time limit of a formula. KEDA computes it at every poll; without
// loops it takes microseconds.
const maxFormulaTime = 3 * time.Second

var errTimeLimit = errors.New("takes too long")

// evaluate compiles and evaluates a formula in which every name is a number. Nested loops may
// take years and cannot be stopped, so evaluate abandons them after the time limit and
// returns errTimeLimit.
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
		return errTimeLimit
	}
}

// asNumber wraps a formula as KEDA does, so that its result is a number, or nil with ??.
func asNumber(formula string) string {
	switch {
	case strings.Contains(formula, "??"):
		return "let outcome = (" + formula + "); outcome == nil ? nil : float(outcome)"
	case strings.HasPrefix(formula, "float("):
		return formula
	}
	return "float(" + formula + ")"
}

// minThreshold is the smallest value that Kubernetes, counting in thousandths, distinguishes from zero.
const minThreshold = 0.001

// checkScalingModifiers checks a formula, the fields that it requires, and the names in it.
func checkScalingModifiers(p *pass) {
	m := p.modifiers()
	if m == (keda.ScalingModifiers{}) {
		return
	}
	bad := func(message, hint string) { p.report(modifiersPath, message, hint) }
	if strings.TrimSpace(m.Formula) == "" {
		bad("formula is missing", "set one that uses the triggers' names, such as "+p.exampleFormula())
	}
	if m.Target == "" {
		bad("target is missing", "set the target for the formula's result, such as \"70\"")
	} else if target, err := strconv.ParseFloat(m.Target, 64); err != nil || !(target >= minThreshold) {
		bad(fmt.Sprintf("target %q is not a number of at least %v", m.Target, minThreshold), "use a plain number such as \"70\"")
	}
	if _, err := strconv.ParseFloat(m.ActivationTarget, 64); m.ActivationTarget != "" && err != nil {
		bad(fmt.Sprintf("activationTarget %q is not a number", m.ActivationTarget), "use a plain number such as \"0\"")
	}
	if m.MetricType != "" && !slices.Contains([]string{keda.MetricTypeValue, keda.MetricTypeAverageValue}, m.MetricType) {
		bad(fmt.Sprintf("a formula does not support metricType %q", m.MetricType), "use Value or AverageValue, or remove it")
	}
	// A placeholder may become any name.
	if slices.ContainsFunc(p.Spec.Triggers, func(t keda.Trigger) bool { return placeholder.In(t.Name) }) || placeholder.In(m.Formula) {
		return
	}
	reason := p.formulaError(m.Formula)
	if reason == "" {
		return
	}
	before := len(p.findings)
	p.checkFormulaNames(m.Formula)
	// The finding on an unknown name is clearer than the parser's.
	if len(p.findings) == before {
		bad(fmt.Sprintf("the formula does not return a number: %s in %s", reason, asNumber(m.Formula)), "use the triggers' names, such as "+p.exampleFormula())
	}
}

// checkFormulaNames compares the names in a formula with those of the triggers.
func (p *pass) checkFormulaNames(formula string) {
	for i, t := range p.Spec.Triggers {
		if t.Name != "" && !identifier.MatchString(t.Name) && strings.Contains(formula, t.Name) {
			p.report(triggerPath(i), fmt.Sprintf("name %q is not valid in a formula", t.Name), "use letters, digits and _")
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
		case slices.Contains(resources, name):
			p.report(modifiersPath, fmt.Sprintf("formula uses %s, but KEDA's formulas cannot use cpu or memory", name), "remove it")
		case ok:
			p.report(modifiersPath, fmt.Sprintf("formula uses %s, but no trigger has that name", name), fmt.Sprintf("did you mean %s?", near))
		case len(usable) == 0:
			p.report(modifiersPath, fmt.Sprintf("formula uses %s, but no trigger has a name", name), "name the triggers")
		default:
			p.report(modifiersPath, fmt.Sprintf("formula uses %s, but no trigger has that name", name), "use "+strings.Join(usable, ", "))
		}
	}
}

// formulaVariables returns the names that a formula may use, and those of cpu and memory.
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
