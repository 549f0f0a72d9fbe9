package scaler

import (
	"fmt"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// smallestTarget is the smallest number above zero for Kubernetes, which counts in
// thousandths.
const smallestTarget = 0.001

// checkTarget checks the trigger's target as KEDA does (GetMetricTarget and
// GetMetricTargetMili in pkg/scalers, and the parse functions), and then as Kubernetes does.
func (c *checker) checkTarget() {
	if names := c.facts.oneOfTargets; names != nil {
		c.checkOneOfTargets(names)
	}
	m := c.measure
	if m.Target == "" || m.rejects == byCheck {
		return
	}
	switch absent, v := c.isTargetAbsent(m.Target), c.value(m.Target); {
	case absent && c.Formula, v.State == Possible || v.State == Hidden:
	case absent && m.rejects == rejectsNothing:
		c.add(Unusable, "metadata."+m.Target, m.Target+" is missing, so the HPA's target is 0", m.hint())
	case absent:
		c.add(Missing, "metadata."+m.Target, fmt.Sprintf("KEDA's %s scaler needs %s", c.Type, m.Target), m.hint())
	case m.rejects.matches(v.Text, c.Formula):
		c.addMalformed(m.Target, "is not above zero", m.hint())
	default:
		c.checkAboveZero(m.Target)
	}
}

// hint returns how to write the target.
func (m Measure) hint() string {
	if m.Unit == "" {
		return `set the value per replica, such as "5"`
	}
	return fmt.Sprintf(`set the number of %s per replica, such as "5"`, m.Unit)
}

// isTargetAbsent reports whether no source gives a target and its default means absent: 0,
// or -1 for some types.
func (c *checker) isTargetAbsent(name string) bool {
	v := c.value(name)
	for _, p := range c.scaler.ParametersNamed(name) {
		if c.find(p).State != Absent {
			return false
		}
	}
	n, err := strconv.ParseFloat(v.Text, 64)
	return v.State == Absent || err == nil && n <= 0
}

// matches reports whether KEDA rejects a target. formula is set if a formula composes the
// metric.
func (r rejection) matches(text string, formula bool) bool {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return false
	}
	switch r {
	case zero:
		return n == 0 && !formula
	case minusOne:
		return n == -1 && !formula
	case notPositive:
		return n <= 0
	case notPositiveWithoutFormula:
		return n <= 0 && !formula
	}
	return false
}

// checkOneOfTargets checks that one of several targets is above zero.
func (c *checker) checkOneOfTargets(names []string) {
	for _, name := range names {
		if v := c.value(name); v.State == Possible || v.State == Hidden || c.number(name) >= 1 {
			return
		}
	}
	c.add(Missing, "metadata."+names[0], "no target is above zero", "use "+suggest.Alternatives(names))
}

// checkAboveZero checks the number with which the HPA compares the metric: KEDA passes it
// on, and Kubernetes rejects what is not above zero. With a formula, the HPA compares with
// the formula's target instead.
func (c *checker) checkAboveZero(name string) {
	v := c.value(name)
	if n, err := strconv.ParseFloat(v.Text, 64); !c.Formula && v.State == Plain && err == nil && n < smallestTarget {
		c.add(Unusable, "metadata."+name, quoted(name, v.Text)+" is not a target above zero", c.measure.hint())
	}
}
