package config

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Naming is one set of patterns with {key} for the model host's key.
type Naming struct {
	// Deployment is the workload's name. {key} alone matches every name. Default
	// prt-depl-modelhost-{key}.
	Deployment string `json:"deployment,omitempty"`
	// Service is the Service's name. Default prt-svc-modelhost-{key}.
	Service string `json:"service,omitempty"`
	// ScaledObject is the generated ScaledObject's name. Default prt-keda-modelhost-{key}.
	ScaledObject string `json:"scaledObject,omitempty"`
}

// Namings are sets of naming patterns. The first whose workload pattern matches a name
// applies to it.
type Namings []Naming

// OneOrMore marks a list that may also be written as its single element.
func (Namings) OneOrMore() {}

// keyMark marks the place of the model host's key in naming patterns.
const keyMark = "{key}"

// defaulted returns the sets with defaults for what they leave out, or the default set if
// there are none.
func (n Namings) defaulted() Namings {
	if len(n) == 0 {
		n = Namings{{}}
	}
	sets := make(Namings, len(n))
	for i, set := range n {
		or(&set.Deployment, DefaultDeploymentPattern)
		or(&set.Service, DefaultServicePattern)
		or(&set.ScaledObject, DefaultScaledObject)
		sets[i] = set
	}
	return sets
}

// path returns the path of a set. A single set is not in a list.
func (n Namings) path(i int) string {
	if len(n) == 1 {
		return "spec.naming"
	}
	return strictyaml.Index("spec.naming", i)
}

func (c *check) naming(sets Namings) {
	for i, n := range sets {
		at := sets.path(i)
		before := len(c.problems)
		for _, p := range []struct{ path, value string }{
			{at + ".deployment", n.Deployment},
			{at + ".service", n.Service},
			{at + ".scaledObject", n.ScaledObject},
		} {
			if strings.Count(p.value, keyMark) != 1 {
				c.add(p.path, fmt.Sprintf("%q must contain %s exactly once", p.value, keyMark), "use a pattern such as "+DefaultDeploymentPattern)
				continue
			}
			c.pattern(p.path, strings.Replace(p.value, keyMark, "k", 1), apimeta.Name, "use lowercase letters, digits and dashes around {key}")
		}
		if len(c.problems) > before {
			continue
		}
		for j, earlier := range sets[:i] {
			if shadows(earlier.Deployment, n.Deployment) {
				c.add(at+".deployment", fmt.Sprintf("%q is never used: every name that matches it matches %q of %s first", n.Deployment, earlier.Deployment, sets.path(j)),
					"move it before that one, or remove it")
				break
			}
		}
	}
}

// shadows reports whether a pattern matches every name that another one matches.
func shadows(pattern, other string) bool {
	before, after, ok := strings.Cut(pattern, keyMark)
	otherBefore, otherAfter, otherOK := strings.Cut(other, keyMark)
	return ok && otherOK && strings.Contains(otherBefore, before) && strings.Contains(otherAfter, after)
}

// set writes the patterns of a flat key into one field of the sets, in their order. The
// patterns for workloads determine how many sets there are; for the other fields, a
// single pattern applies to all sets.
func (n *Namings) set(text string, isWorkload bool, field func(*Naming) *string) error {
	var patterns []string
	for pattern := range strings.SplitSeq(text, ",") {
		if pattern = strings.TrimSpace(pattern); pattern != "" {
			patterns = append(patterns, pattern)
		}
	}
	switch {
	case len(patterns) == 0:
		return nil
	case isWorkload:
		sets := make(Namings, len(patterns))
		copy(sets, *n)
		*n = sets
	case len(*n) == 0:
		*n = Namings{{}}
	}
	if len(patterns) > 1 && len(patterns) != len(*n) {
		return fmt.Errorf("has %d patterns, but naming-deployment has %d; set one for each of those, or one for all", len(patterns), len(*n))
	}
	for i := range *n {
		*field(&(*n)[i]) = patterns[i%len(patterns)]
	}
	return nil
}

// severalSets adds the fix to problems of patterns that are written as lists.
func severalSets(problems []problem.Problem) {
	for i, p := range problems {
		if strings.Contains(p.Path, ".naming") && p.List && p.Hint == "" {
			problems[i].Hint = "use a list for several sets: naming: [{deployment: …}, {deployment: …}]"
		}
	}
}
