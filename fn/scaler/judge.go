package scaler

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

// Problem is one thing that is wrong with a trigger's metadata.
type Problem struct {
	// Problem has a path below the trigger, such as metadata.threshold.
	problem.Problem
	Fault Fault
}

// AuthenticationField is the path of what an authentication lacks.
const AuthenticationField = "authenticationRef"

// Fault is the kind of a problem.
type Fault string

// The faults. KEDA fails on the first four, and never makes the HPA.
const (
	// Missing is a parameter that KEDA cannot do without.
	Missing Fault = "missing"
	// Malformed is a value that does not parse, or that KEDA does not take.
	Malformed Fault = "malformed"
	// Removed is a parameter that KEDA has no more.
	Removed Fault = "removed"
	// Contradictory are parameters that do not go together.
	Contradictory Fault = "contradictory"
	// Untenable is a value that KEDA takes, and that fails or does nothing later on:
	// Kubernetes refuses the HPA, or every poll is in vain.
	Untenable Fault = "untenable"
	// Unread is a parameter in a place where KEDA does not look.
	Unread Fault = "unread"
	// Unknown is a key that KEDA does not know.
	Unknown Fault = "unknown"
	// Unset is a variable that the container does not have.
	Unset Fault = "unset"
	// Deprecated is a parameter that KEDA will have no more.
	Deprecated Fault = "deprecated"
	// Unchecked is a value that KEDA checks but that is not checked here.
	Unchecked Fault = "unchecked"
)

// Judge is what KEDA would say of a trigger, and what it would pass over in silence.
// Types that KEDA does not have get no problems.
func Judge(g Given) []Problem {
	s, ok := Find(g.Type)
	if !ok {
		return nil
	}
	j := &judge{Given: g, scaler: s}
	for _, p := range s.Parameters {
		j.parameter(p)
	}
	j.keys()
	j.variables()
	// What does not stand by itself is told better without what follows from it.
	if !slices.ContainsFunc(j.problems, func(p Problem) bool { return p.Fault.Fails() }) {
		all(j, conditions[g.Type])
		j.aims()
		j.reachable()
	}
	return j.problems
}

// Fails says whether KEDA fails on the fault.
func (f Fault) Fails() bool {
	return slices.Contains([]Fault{Missing, Malformed, Removed, Contradictory}, f)
}

// judge is one trigger under judgement.
type judge struct {
	Given
	scaler   Scaler
	problems []Problem
}

// add notes a problem. That a parameter is where KEDA does not look for it is told with
// that it is missing.
func (j *judge) add(fault Fault, field, message, hint string) {
	if fault == Missing {
		j.problems = slices.DeleteFunc(j.problems, func(p Problem) bool { return p.Fault == Unread && p.Path == field })
	}
	j.problems = append(j.problems, Problem{problem.New(field, message, hint), fault})
}

// parameter judges one parameter as KEDA does: scalersconfig, setValue.
func (j *judge) parameter(p Parameter) {
	v := j.find(p)
	name := j.nameOf(p)
	// KEDA says of a parameter what is about the whole scaler.
	whole := strings.HasPrefix(p.Deprecated, "This scaler")
	if whole {
		j.add(Deprecated, "type", fmt.Sprintf("KEDA will have no %s scaler any more", j.Type), sentence(p.Deprecated))
	}
	switch {
	case v.State == Absent && p.must():
		j.missing(p)
		return
	case v.State == Absent || v.State == Possible:
		return
	case p.Removed != "":
		j.add(Removed, "metadata."+name, fmt.Sprintf("KEDA has no %s any more", name), sentence(p.Removed))
		return
	case v.State == Plain:
		j.text(p, name, v.Text)
	}
	if p.Deprecated != "" && !whole && v.State == Plain {
		j.add(Deprecated, "metadata."+name, fmt.Sprintf("KEDA will have no %s any more", name), sentence(p.Deprecated))
	}
}

// nameOf is the name by which the trigger gives a parameter.
func (j *judge) nameOf(p Parameter) string {
	for _, name := range p.Names {
		if strings.TrimSpace(j.Metadata[name]) != "" || j.Metadata[name+fromEnv] != "" {
			return name
		}
	}
	return p.Names[0]
}

func (j *judge) missing(p Parameter) {
	name := p.Names[0]
	for _, n := range p.Names {
		if variable := j.Metadata[n+fromEnv]; variable != "" && p.IsFrom(Environment) {
			j.add(Missing, "metadata."+n+fromEnv, fmt.Sprintf("the container has no %s, by which %s is to be given", quotedVariable(n, variable), n), "add it, or correct the name")
			return
		}
		if j.Metadata[n] != "" && !p.IsFrom(Metadata) {
			j.add(Missing, "metadata."+n, fmt.Sprintf("KEDA does not read %s from metadata, and needs it", n), "give it "+p.ways(n))
			return
		}
	}
	field := "metadata." + name
	if !p.IsFrom(Metadata) && !p.IsFrom(Environment) {
		field = AuthenticationField
	}
	j.add(Missing, field, fmt.Sprintf("KEDA's %s scaler needs %s", j.Type, name), "give it "+p.ways(name))
}

// ways says how a parameter can be given.
func (p Parameter) ways(name string) string {
	var ways []string
	for _, place := range []Place{Metadata, Environment, Authentication} {
		if !p.IsFrom(place) {
			continue
		}
		ways = append(ways, map[Place]string{
			Metadata: "in metadata", Environment: fmt.Sprintf("by %s%s, the name of a variable of the container", name, fromEnv),
			Authentication: "as the parameter " + name + " of a TriggerAuthentication",
		}[place])
	}
	text := strings.Join(ways, ", or ")
	if p.Enum != nil && p.IsFrom(Metadata) {
		text += ": " + oneOf(p.Enum)
	}
	return text
}

// text judges a text that is known.
func (j *judge) text(p Parameter, name, text string) {
	bad := func(why, hint string) {
		j.add(Malformed, "metadata."+name, quoted(name, text)+" "+why, hint)
	}
	if p.Enum != nil {
		for _, part := range p.split(text) {
			if part = strings.TrimSpace(part); !slices.Contains(p.Enum, part) {
				bad("is not known", "write "+oneOf(p.Enum))
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
			bad("has "+strings.Join(given, " and ")+", of which KEDA takes one", "keep one")
			return
		}
	}
	if why := p.parses(text); why != "" {
		bad(why, p.example())
	}
}

// quoted is a parameter's name and value, or the name alone where the value may be a
// credential or hold one.
func quoted(name, text string) string {
	if keda.IsCredential(name) {
		return name
	}
	return fmt.Sprintf("%s %q", name, text)
}

// conventional is how the names of variables are written, and passwords hardly are.
var conventional = lazyregexp.New(`^[A-Z]{1,16}(_[A-Z0-9]+)*$`)

// quotedVariable is the name of the variable that gives a parameter, unless it may be
// the parameter itself, written into the wrong place.
func quotedVariable(name, variable string) string {
	if keda.IsCredential(name) && !conventional.MatchString(variable) {
		return "environment variable of that name"
	}
	return fmt.Sprintf("environment variable %q", variable)
}

// example says how a value may be written.
func (p Parameter) example() string {
	switch {
	case p.Default != "":
		return fmt.Sprintf("write it plainly, such as %q, which is KEDA's default", p.Default)
	case p.Type == "bool":
		return "write \"true\" or \"false\""
	case p.Type == "duration":
		return "write it with its unit, such as \"30s\""
	case strings.HasPrefix(p.Type, "map["):
		return "write key=value, with commas between several"
	case strings.HasPrefix(p.Type, "[]"):
		return "write a list with commas"
	case strings.Contains(p.Type, "float"):
		return "write it plainly, such as \"0.5\" or \"70\""
	}
	return "write it plainly, such as \"5\""
}

// keys judges the keys of the metadata that KEDA does not look at.
func (j *judge) keys() {
	if j.scaler.takesAnyKey() {
		return
	}
	for _, key := range sortedKeys(j.Metadata) {
		switch own := j.scaler.Called(key); {
		case key == secretKey && j.scaler.reads("awsAccessKeyID"):
			j.add(Unread, "metadata."+key, fmt.Sprintf("KEDA does not read %s from metadata", key), secretKeyHint)
		case j.scaler.reads(key) || j.blamed("metadata."+key) || anyFrom(own, Metadata):
		case own != nil:
			j.add(Unread, "metadata."+key, fmt.Sprintf("KEDA does not read %s from metadata", key), "give it "+own[0].ways(key))
		default:
			j.variableKey(key)
		}
	}
}

// variableKey judges a key that is no parameter's name: it may name a variable.
func (j *judge) variableKey(key string) {
	name, isVariable := strings.CutSuffix(key, fromEnv)
	switch named := j.scaler.Called(name); {
	case !isVariable || named == nil:
		j.unknown(key)
	case !anyFrom(named, Environment):
		j.add(Unread, "metadata."+key, fmt.Sprintf("KEDA does not read %s from the environment", name), "give it "+named[0].ways(name))
	}
}

func (j *judge) blamed(field string) bool {
	return slices.ContainsFunc(j.problems, func(p Problem) bool { return p.Path == field })
}

func (j *judge) unknown(key string) {
	message, hint := fmt.Sprintf("KEDA's %s scaler does not know %s", j.Type, key), "remove it"
	if place := j.elsewhere(key); place != "" {
		hint = place
	} else if meant := j.meant(key); meant != "" {
		hint = fmt.Sprintf("did you mean %s?", meant)
		if def := j.defaultOf(meant); def != "" {
			message += fmt.Sprintf("; %s is not set, so %s applies", meant, def)
		}
	}
	j.add(Unknown, "metadata."+key, message, hint)
}

// elsewhere is where a key belongs that is known from another place.
func (j *judge) elsewhere(key string) string {
	if place := keda.Metadata(j.Metadata).Elsewhere(key); place != "" {
		return "write it " + place
	}
	resource := j.Type == keda.TriggerCPU || j.Type == keda.TriggerMemory
	switch {
	case key == "name":
		return "write it beside type, as a field of the trigger, or remove it"
	case key == "metricName":
		return "remove it, or write it as name beside type: KEDA has had no metricName since 2.12"
	case resource && (key == "targetAverageUtilization" || key == "averageUtilization"):
		return "write it as value, and metricType: Utilization beside metadata"
	case resource && (key == "targetAverageValue" || key == "averageValue"):
		return "write it as value, and metricType: AverageValue beside metadata"
	}
	return ""
}

// variables judges those that the metadata names and the container does not have.
func (j *judge) variables() {
	for _, key := range sortedKeys(j.Metadata) {
		variable := j.Metadata[key]
		if !strings.HasSuffix(key, fromEnv) || variable == "" || placeholder.In(variable) || j.Variable == nil || j.blamed("metadata."+key) {
			continue
		}
		if j.Variable(variable).State == Absent {
			j.add(Unset, "metadata."+key, "the container has no "+quotedVariable(strings.TrimSuffix(key, fromEnv), variable), "add it, or correct the name")
		}
	}
}

// keys are all that may stand in the scaler's metadata.
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

// sentence is KEDA's own text as a hint.
func sentence(text string) string {
	return "KEDA says: " + strings.TrimSpace(cmp.Or(text, "deprecated"))
}
