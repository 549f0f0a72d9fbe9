package scaler

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// Problem is a problem with a trigger's metadata.
type Problem struct {
	Kind ProblemKind
	// Problem has a path below the trigger, such as metadata.threshold.
	problem.Problem
}

// AuthenticationField is the path of what an authentication lacks. A problem without a hint can be
// fixed only in the authentication, which the caller knows.
const AuthenticationField = "authenticationRef"

// ProblemKind is the kind of a problem.
type ProblemKind string

// These are the kinds of problems. KEDA fails on the first four and never creates the HPA.
const (
	// Missing is a parameter that KEDA requires.
	Missing ProblemKind = "missing"
	// Malformed is a value that does not parse, or that KEDA does not accept.
	Malformed ProblemKind = "malformed"
	// Removed is a parameter that KEDA no longer has.
	Removed ProblemKind = "removed"
	// Contradictory are parameters that cannot be combined.
	Contradictory ProblemKind = "contradictory"
	// Unusable is a value that KEDA accepts and that fails or does nothing later: Kubernetes
	// rejects the HPA, or every poll fails.
	Unusable ProblemKind = "unusable"
	// NotRead is a parameter in a place where KEDA does not look.
	NotRead ProblemKind = "not-read"
	// Unknown is a key that KEDA does not know.
	Unknown ProblemKind = "unknown"
	// MissingVariable is a variable that the container does not have.
	MissingVariable ProblemKind = "missing-variable"
	// Deprecated is a parameter that KEDA will remove.
	Deprecated ProblemKind = "deprecated"
	// Unchecked is a value that KEDA checks and this package does not.
	Unchecked ProblemKind = "unchecked"
)

// Check returns the problems that KEDA reports for a trigger, and those that it ignores
// silently. It returns none for types that KEDA does not have.
func Check(g Input) []Problem {
	c, ok := newChecker(g)
	if !ok {
		return nil
	}
	if why := c.scaler.Deprecated; why != "" {
		c.add(Deprecated, "type", fmt.Sprintf("KEDA will remove the %s scaler", c.Type), sentence(why))
	}
	for _, p := range c.scaler.Parameters {
		c.checkParameter(p)
	}
	c.checkKeys()
	c.checkVariables()
	// A problem with one value is clearer without the problems that follow from it.
	if !slices.ContainsFunc(c.problems, func(p Problem) bool { return p.Kind.Fails() }) {
		runChecks(c, c.facts.checks)
		runChecks(c, c.facts.logins)
		c.checkTarget()
		c.checkAddresses()
	}
	return c.problems
}

// newChecker returns a checker of one trigger, and whether KEDA has its type.
func newChecker(in Input) (*checker, bool) {
	s, ok := Find(in.Type)
	m, _ := in.Measure()
	return &checker{Input: in, scaler: s, facts: factsByType[in.Type], measure: m}, ok
}

// Fails reports whether KEDA fails on the problem.
func (f ProblemKind) Fails() bool {
	return slices.Contains([]ProblemKind{Missing, Malformed, Removed, Contradictory}, f)
}

// checker checks one trigger.
type checker struct {
	Input
	scaler   Scaler
	facts    facts
	measure  Measure
	problems []Problem
}

// add adds a problem. A missing parameter replaces the problem that KEDA ignores it in its current
// place.
func (c *checker) add(fault ProblemKind, field, message, hint string) {
	if fault == Missing {
		c.problems = slices.DeleteFunc(c.problems, func(p Problem) bool { return p.Kind == NotRead && p.Path == field })
	}
	c.problems = append(c.problems, Problem{fault, problem.New(field, message, hint)})
}

// checkParameter checks one parameter as KEDA does: scalersconfig, setValue.
func (c *checker) checkParameter(p Parameter) {
	v := c.find(p)
	name := c.nameUsed(p)
	switch {
	case v.State == Absent && p.isRequired():
		c.addMissing(p)
		return
	case v.State == Absent || v.State == Possible:
		return
	case p.Removed != "":
		c.add(Removed, "metadata."+name, fmt.Sprintf("KEDA no longer supports %s", name), sentence(p.Removed))
		return
	case v.State == Plain:
		c.checkText(p, name, v.Text)
	}
	if p.Deprecated != "" && v.State == Plain {
		c.add(Deprecated, "metadata."+name, fmt.Sprintf("KEDA will remove %s", name), sentence(p.Deprecated))
	}
}

// nameUsed returns the name by which the trigger sets a parameter.
func (c *checker) nameUsed(p Parameter) string {
	for _, name := range p.Names {
		if strings.TrimSpace(c.Metadata[name]) != "" || c.Metadata[name+fromEnv] != "" {
			return name
		}
	}
	return p.Names[0]
}

func (c *checker) addMissing(p Parameter) {
	name := p.Names[0]
	for _, n := range p.Names {
		if variable := c.Metadata[n+fromEnv]; variable != "" && p.IsFrom(Environment) {
			c.add(Missing, "metadata."+n+fromEnv, fmt.Sprintf("the container has no %s for %s", quotedVariable(n, variable), n), "add it, or correct the name")
			return
		}
		if c.Metadata[n] != "" && !p.IsFrom(Metadata) {
			c.add(Missing, "metadata."+n, fmt.Sprintf("KEDA requires %s, but does not read it from metadata", n), "set it "+p.howToGive(n))
			return
		}
	}
	field := "metadata." + name
	if !p.IsFrom(Metadata) && !p.IsFrom(Environment) {
		field = AuthenticationField
	}
	c.add(Missing, field, fmt.Sprintf("KEDA's %s scaler needs %s", c.Type, name), "set it "+p.howToGive(name))
}

// howToGive returns the ways to set a parameter.
func (p Parameter) howToGive(name string) string {
	var ways []string
	for _, place := range []Location{Metadata, Environment, Authentication} {
		if !p.IsFrom(place) {
			continue
		}
		ways = append(ways, map[Location]string{
			Metadata: "in metadata", Environment: fmt.Sprintf("by naming an environment variable of the container in %s%s", name, fromEnv),
			Authentication: "as the parameter " + name + " of a TriggerAuthentication",
		}[place])
	}
	text := strings.Join(ways, ", or ")
	if p.Enum != nil && p.IsFrom(Metadata) {
		text += ": " + suggest.Alternatives(p.Enum)
	}
	return text
}

// checkText checks a known value.
func (c *checker) checkText(p Parameter, name, text string) {
	bad := func(why, hint string) {
		c.add(Malformed, "metadata."+name, quoted(name, text)+" "+why, hint)
	}
	if p.Enum != nil {
		for _, part := range p.split(text) {
			if part = strings.TrimSpace(part); !slices.Contains(p.Enum, part) {
				bad("is not supported", "use "+suggest.Alternatives(p.Enum))
				return
			}
		}
	}
	if p.Exclusive != nil {
		var given []string
		for _, part := range p.split(text) {
			if part = strings.TrimSpace(part); slices.Contains(p.Exclusive, part) {
				given = append(given, part)
			}
		}
		if len(given) > 1 {
			bad("has "+strings.Join(given, " and ")+", of which KEDA accepts only one", "keep one")
			return
		}
	}
	if why := p.parseProblem(text); why != "" {
		bad(why, p.exampleHint())
	}
}

// quoted returns a parameter's name and value, or only the name if the value may hold a
// credential.
func quoted(name, text string) string {
	if keda.IsCredential(name) {
		return name
	}
	return fmt.Sprintf("%s %q", name, text)
}

// conventional matches the usual names of variables, which passwords hardly match.
var conventional = lazyregexp.New(`^[A-Z]{1,16}(_[A-Z0-9]+)*$`)

// quotedVariable returns the name of the variable that sets a parameter, unless the name may be the
// value itself in the wrong place.
func quotedVariable(name, variable string) string {
	if keda.IsCredential(name) && !conventional.MatchString(variable) {
		return "environment variable of that name"
	}
	return fmt.Sprintf("environment variable %q", variable)
}

// exampleHint returns a hint with the form of a value.
func (p Parameter) exampleHint() string {
	switch {
	case p.Default != "":
		return fmt.Sprintf("use a plain value such as %q, KEDA's default", p.Default)
	case p.Type == "bool":
		return "use \"true\" or \"false\""
	case p.Type == "duration":
		return "use a number with its unit, such as \"30s\""
	case strings.HasPrefix(p.Type, "map["):
		return "use key=value pairs separated by commas"
	case strings.HasPrefix(p.Type, "[]"):
		return "use a list separated by commas"
	case strings.Contains(p.Type, "float"):
		return "use a plain number such as \"0.5\" or \"70\""
	}
	return "use a plain number such as \"5\""
}

// checkKeys checks the keys of the metadata that KEDA ignores.
func (c *checker) checkKeys() {
	if c.facts.takesAnyKey {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(c.Metadata)) {
		switch own := c.scaler.ParametersNamed(key); {
		case key == secretKey && c.facts.reads("awsAccessKeyID"):
			c.add(NotRead, "metadata."+key, fmt.Sprintf("KEDA does not read %s from metadata", key), secretKeyHint)
		case c.facts.reads(key) || c.hasProblem("metadata."+key) || anyFrom(own, Metadata):
		case own != nil:
			c.add(NotRead, "metadata."+key, fmt.Sprintf("KEDA does not read %s from metadata", key), "set it "+own[0].howToGive(key))
		default:
			c.checkVariableKey(key)
		}
	}
}

// checkVariableKey checks a key that is not the name of a parameter: it may name a variable.
func (c *checker) checkVariableKey(key string) {
	name, isVariable := strings.CutSuffix(key, fromEnv)
	switch named := c.scaler.ParametersNamed(name); {
	case !isVariable || named == nil:
		c.addUnknown(key)
	case !anyFrom(named, Environment):
		c.add(NotRead, "metadata."+key, fmt.Sprintf("KEDA does not read %s from the environment", name), "set it "+named[0].howToGive(name))
	}
}

func (c *checker) hasProblem(field string) bool {
	return slices.ContainsFunc(c.problems, func(p Problem) bool { return p.Path == field })
}

func (c *checker) addUnknown(key string) {
	message, hint := fmt.Sprintf("KEDA's %s scaler has no parameter %s", c.Type, key), "remove it"
	if place := c.rightPlace(key); place != "" {
		hint = place
	} else if meant := c.closestParameter(key); meant != "" {
		hint = fmt.Sprintf("did you mean %s?", meant)
		if def := c.defaultApplied(meant); def != "" {
			message += fmt.Sprintf("; %s is not set, so %s applies", meant, def)
		}
	}
	c.add(Unknown, "metadata."+key, message, hint)
}

// rightPlace returns where to write a key that belongs elsewhere, if that is known.
func (c *checker) rightPlace(key string) string {
	if place := keda.Metadata(c.Metadata).RightPlace(key); place != "" {
		return "move it " + place
	}
	resource := c.Type == keda.TriggerCPU || c.Type == keda.TriggerMemory
	switch {
	case key == "name":
		return "move it next to type, as a field of the trigger, or remove it"
	case key == "metricName":
		return "remove it, or move it to name, next to type; KEDA removed metricName in 2.12"
	case resource && (key == "targetAverageUtilization" || key == "averageUtilization"):
		return "use value, and set metricType: Utilization next to metadata"
	case resource && (key == "targetAverageValue" || key == "averageValue"):
		return "use value, and set metricType: AverageValue next to metadata"
	}
	return ""
}

// checkVariables checks for variables that the metadata names and the container does not have.
func (c *checker) checkVariables() {
	for _, key := range slices.Sorted(maps.Keys(c.Metadata)) {
		variable := c.Metadata[key]
		if !strings.HasSuffix(key, fromEnv) || variable == "" || placeholder.In(variable) || c.Variable == nil || c.hasProblem("metadata."+key) {
			continue
		}
		if c.Variable(variable).State == Absent {
			c.add(MissingVariable, "metadata."+key, "the container has no "+quotedVariable(strings.TrimSuffix(key, fromEnv), variable), "add it, or correct the name")
		}
	}
}

// keys returns the keys that the scaler's metadata may have.
func (s Scaler) keys() []string {
	var all []string
	for _, p := range s.Parameters {
		if p.Removed != "" {
			continue
		}
		for _, name := range p.Names {
			if p.IsFrom(Metadata) {
				all = append(all, name)
			}
			if p.IsFrom(Environment) {
				all = append(all, name+fromEnv)
			}
		}
	}
	return all
}

// sentence returns KEDA's own text as a hint.
func sentence(text string) string {
	return "KEDA says: " + strings.TrimSpace(cmp.Or(text, "deprecated"))
}
