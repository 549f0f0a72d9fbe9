package scaler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

// condition is a check that a scaler makes beside its structs. It adds what it finds.
type condition func(*judge)

// without returns a condition on triggers that do not give a parameter: they need others.
func without(name string, needed ...string) condition {
	return func(j *judge) {
		if j.lacks(name) {
			j.needs("a trigger without "+name, needed...)
		}
	}
}

// along returns a condition on triggers that give a parameter: they need others.
func along(name string, needed ...string) condition {
	return func(j *judge) {
		if j.has(name) {
			j.needs(name, needed...)
		}
	}
}

// needs returns a condition on parameters that a trigger needs because of what it says elsewhere.
func needs(because string, names ...string) condition {
	return func(j *judge) { j.needs(because, names...) }
}

// required returns a condition on parameters that a scaler needs although its structs do not say so.
func required(names ...string) condition {
	return func(j *judge) { j.needs("KEDA's "+j.Type+" scaler", names...) }
}

// either returns a condition on parameters of which a trigger needs at least one.
func either(names ...string) condition {
	return func(j *judge) {
		if slices.ContainsFunc(names, func(name string) bool { return !j.lacks(name) }) {
			return
		}
		j.add(Missing, j.fieldOf(names[0]), fmt.Sprintf("KEDA's %s scaler needs %s", j.Type, oneOf(names)), "give "+names[0]+" "+j.scaler.Called(names[0])[0].ways(names[0]))
	}
}

// apart returns a condition on two groups of parameters that exclude each other.
func apart(group, other []string) condition {
	return func(j *judge) {
		one, both := j.firstOf(group), j.firstOf(other)
		if one != "" && both != "" {
			j.contradiction(one, "does not go with "+both, "keep one of them")
		}
	}
}

// firstOf returns the first of the parameters that is certain to be there, "" if none is.
func (j *judge) firstOf(names []string) string {
	if i := slices.IndexFunc(names, j.has); i >= 0 {
		return names[i]
	}
	return ""
}

// pair returns a condition on two parameters that are given together or not at all.
func pair(one, other string) condition {
	return func(j *judge) { j.together(one, other) }
}

// least returns a condition on the least number that a scaler accepts.
func least(name string, number float64) condition {
	return func(j *judge) { j.atLeast(name, number) }
}

// where returns conditions that hold where a parameter has one of the values.
func where(name string, values []string, then ...condition) condition {
	return func(j *judge) {
		v := j.get(name)
		switch {
		case v.State == Plain && slices.Contains(values, v.Text):
			all(j, then)
		case v.State == Hidden || v.State == Possible:
			j.unchecked(name, fmt.Sprintf("%s may be %s", name, oneOf(values)), then)
		}
	}
}

// whereOn and whereOff return conditions that hold where a switch is on, or off.
func whereOn(name string, then ...condition) condition  { return whereSwitch(name, true, then) }
func whereOff(name string, then ...condition) condition { return whereSwitch(name, false, then) }

func whereSwitch(name string, on bool, then []condition) condition {
	return func(j *judge) {
		v := j.get(name)
		is, err := strconv.ParseBool(v.Text)
		switch {
		case v.State == Absent && !on, v.State == Plain && err == nil && is == on:
			all(j, then)
		case v.State == Hidden || v.State == Possible:
			j.unchecked(name, fmt.Sprintf("%s may be %v", name, on), then)
		}
	}
}

func all(j *judge, conditions []condition) {
	for _, holds := range conditions {
		holds(j)
	}
}

// unchecked reports that KEDA may fail on what the conditions find, depending on a value
// that is not known here.
func (j *judge) unchecked(name, may string, then []condition) {
	if j.isFilledIn(name) {
		return
	}
	assumed := &judge{Given: j.Given, scaler: j.scaler}
	all(assumed, then)
	for _, p := range assumed.problems {
		if (p.Fault.Fails() || p.Fault == Unchecked) && !j.blamed("metadata."+name) {
			j.add(Unchecked, "metadata."+name, may+", which is not known here; if so, "+p.Message, p.Hint)
			return
		}
	}
}

// isFilledIn reports whether another tool fills a parameter in, which is reported once
// for the whole object.
func (j *judge) isFilledIn(name string) bool {
	return slices.ContainsFunc(j.scaler.Called(name), func(p Parameter) bool {
		return slices.ContainsFunc(p.Names, func(n string) bool { return placeholder.In(j.Metadata[n]) || placeholder.In(j.Metadata[n+fromEnv]) })
	})
}

// words returns a condition on the words that a scaler accepts, in any case if fold is set.
func words(name string, fold bool, accepted ...string) condition {
	return func(j *judge) {
		v := j.get(name)
		if v.State == Plain && !slices.ContainsFunc(accepted, func(word string) bool { return word == v.Text || fold && strings.EqualFold(word, v.Text) }) {
			j.malformed(name, "is not known", "write "+oneOf(accepted))
		}
	}
}

// parts returns a condition on a text of several parts with a separator between them.
func parts(name, separator string, count int, form string) condition {
	return func(j *judge) {
		if v := j.get(name); v.State == Plain && strings.Count(v.Text, separator) != count-1 {
			j.malformed(name, "does not have the form "+form, "write it in that form")
		}
	}
}

// matching returns a condition on texts that match an expression.
func matching(name, expression, why, hint string) condition {
	form := lazyregexp.New(expression)
	return func(j *judge) {
		if v := j.get(name); v.State == Plain && !form.MatchString(v.Text) {
			j.malformed(name, why, hint)
		}
	}
}

// modes returns a condition on the ways to log in that a scaler has.
func modes(allowed ...string) condition {
	return func(j *judge) {
		j.modesOf(allowed...)
		logins(j)
	}
}

func (j *judge) modesOf(allowed ...string) {
	v := j.get("authModes")
	if v.State != Plain {
		return
	}
	for mode := range strings.SplitSeq(v.Text, ",") {
		if mode = strings.TrimSpace(mode); !slices.Contains(allowed, mode) {
			j.malformed("authModes", "has a mode that the scaler does not support", "write "+oneOf(allowed))
			return
		}
	}
}

// azureLogin returns a condition on the login to Azure: parameters that are needed without
// a pod identity, and with Azure's workload identity. There is no other.
func azureLogin(plain, workload []string) condition {
	return func(j *judge) {
		switch identity := j.Credentials.Identity; {
		case identity == "azure-workload":
			j.needs("the workload identity", workload...)
		case identity != "" && identity != "none":
			j.add(Contradictory, AuthenticationField, "the pod identity "+identity+" is not for Azure", strings.TrimSuffix("use podIdentity: {provider: azure-workload}, or "+strings.Join(plain, " and "), ", or "))
		case !j.Credentials.Open:
			j.needs("a trigger without a pod identity", plain...)
		}
	}
}

// cloud returns a condition on the name of a cloud of Azure's: one of those that the scaler
// knows, or Private, which needs the address that is the same for all in the others.
func cloud(address string, known []string) condition {
	return func(j *judge) {
		v := j.at(Metadata, "cloud")
		switch {
		case v.State != Plain:
		case strings.EqualFold(v.Text, "Private"):
			if j.Metadata[address] == "" {
				j.add(Missing, "metadata."+address, "cloud Private needs "+address+", which is missing", "give it in metadata")
			}
		case strings.EqualFold(v.Text, stackCloud) && slices.Contains(known, stackCloud):
			j.add(Unchecked, "metadata.cloud", "KEDA reads cloud "+stackCloud+" from a file in its pod, which is not checked", "check that KEDA has AZURE_ENVIRONMENT_FILEPATH")
		case !slices.ContainsFunc(known, func(name string) bool { return strings.EqualFold(name, v.Text) }):
			j.add(Malformed, "metadata.cloud", quoted("cloud", v.Text)+" is not known", "write "+oneOf(append(slices.Clone(known), "Private")))
		}
	}
}
