package scaler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/placeholder"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// check is a check of a scaler in addition to its structs. It adds the problems that it finds.
type check func(*checker)

// ifAbsent returns a condition on triggers that do not set a parameter: they need others.
func ifAbsent(name string, needed ...string) check {
	return func(c *checker) {
		if c.lacks(name) {
			c.require("a trigger without "+name, needed...)
		}
	}
}

// ifGiven returns a condition on triggers that set a parameter: they need others.
func ifGiven(name string, needed ...string) check {
	return func(c *checker) {
		if c.has(name) {
			c.require(name, needed...)
		}
	}
}

// requiredFor returns a condition on parameters that other settings of the trigger require.
func requiredFor(because string, names ...string) check {
	return func(c *checker) { c.require(because, names...) }
}

// required returns a condition on parameters that a scaler requires although its structs do not
// show that.
func required(names ...string) check {
	return func(c *checker) { c.require("KEDA's "+c.Type+" scaler", names...) }
}

// anyOf returns a condition on parameters of which a trigger needs at least one.
func anyOf(names ...string) check {
	return func(c *checker) {
		if slices.ContainsFunc(names, func(name string) bool { return !c.lacks(name) }) {
			return
		}
		c.add(Missing, c.fieldFor(names[0]), fmt.Sprintf("KEDA's %s scaler needs %s", c.Type, suggest.Alternatives(names)), "set "+names[0]+" "+c.scaler.ParametersNamed(names[0])[0].howToGive(names[0]))
	}
}

// exclusive returns a condition on two groups of parameters that exclude each other.
func exclusive(group, other []string) check {
	return func(c *checker) {
		one, both := c.firstOf(group), c.firstOf(other)
		if one != "" && both != "" {
			c.addContradiction(one, "cannot be combined with "+both, "keep one of them")
		}
	}
}

// firstOf returns the first of the parameters that is certainly set, "" if none is.
func (c *checker) firstOf(names []string) string {
	if i := slices.IndexFunc(names, c.has); i >= 0 {
		return names[i]
	}
	return ""
}

// both returns a condition on two parameters that must be set together or not at all.
func both(one, other string) check {
	return func(c *checker) { c.checkPair(one, other) }
}

// atLeast returns a condition on the least number that a scaler accepts.
func atLeast(name string, number float64) check {
	return func(c *checker) { c.checkAtLeast(name, number) }
}

// ifValue returns conditions that apply if a parameter has one of the values.
func ifValue(name string, values []string, then ...check) check {
	return func(c *checker) {
		v := c.value(name)
		switch {
		case v.State == Plain && slices.Contains(values, v.Text):
			runChecks(c, then)
		case v.State == Hidden || v.State == Possible:
			c.addUnchecked(name, fmt.Sprintf("%s may be %s", name, suggest.Alternatives(values)), then)
		}
	}
}

// ifTrue and ifFalse return conditions that apply if a boolean is true, or false.
func ifTrue(name string, then ...check) check  { return ifSwitch(name, true, then) }
func ifFalse(name string, then ...check) check { return ifSwitch(name, false, then) }

func ifSwitch(name string, on bool, then []check) check {
	return func(c *checker) {
		v := c.value(name)
		is, err := strconv.ParseBool(v.Text)
		switch {
		case v.State == Absent && !on, v.State == Plain && err == nil && is == on:
			runChecks(c, then)
		case v.State == Hidden || v.State == Possible:
			c.addUnchecked(name, fmt.Sprintf("%s may be %v", name, on), then)
		}
	}
}

func runChecks(c *checker, conditions []check) {
	for _, holds := range conditions {
		holds(c)
	}
}

// addUnchecked reports that KEDA may fail on what the conditions find, depending on an unknown
// value.
func (c *checker) addUnchecked(name, may string, then []check) {
	if c.isFilledIn(name) {
		return
	}
	assumed := &checker{Input: c.Input, scaler: c.scaler, facts: c.facts, measure: c.measure}
	runChecks(assumed, then)
	for _, p := range assumed.problems {
		if (p.Kind.Fails() || p.Kind == Unchecked) && !c.hasProblem("metadata."+name) {
			c.add(Unchecked, "metadata."+name, may+", which cannot be checked here; if so, "+p.Message, p.Hint)
			return
		}
	}
}

// isFilledIn reports whether another tool sets a parameter, which is reported once for the whole
// object.
func (c *checker) isFilledIn(name string) bool {
	return slices.ContainsFunc(c.scaler.ParametersNamed(name), func(p Parameter) bool {
		return slices.ContainsFunc(p.Names, func(n string) bool { return placeholder.In(c.Metadata[n]) || placeholder.In(c.Metadata[n+fromEnv]) })
	})
}

// accepts returns a condition on the words that a scaler accepts, in any case if fold is set.
func accepts(name string, fold bool, accepted ...string) check {
	return func(c *checker) {
		v := c.value(name)
		if v.State == Plain && !slices.ContainsFunc(accepted, func(word string) bool { return word == v.Text || fold && strings.EqualFold(word, v.Text) }) {
			c.addMalformed(name, "is not supported", "use "+suggest.Alternatives(accepted))
		}
	}
}

// hasParts returns a condition on a string of several parts with a separator between them.
func hasParts(name, separator string, count int, form string) check {
	return func(c *checker) {
		if v := c.value(name); v.State == Plain && strings.Count(v.Text, separator) != count-1 {
			c.addMalformed(name, "does not have the form "+form, "use that form")
		}
	}
}

// matches returns a condition on strings that match a regular expression.
func matches(name, expression, why, hint string) check {
	form := lazyregexp.New(expression)
	return func(c *checker) {
		if v := c.value(name); v.State == Plain && !form.MatchString(v.Text) {
			c.addMalformed(name, why, hint)
		}
	}
}

// acceptsAuthModes returns a condition on the login methods that a scaler supports.
func acceptsAuthModes(allowed ...string) check {
	return func(c *checker) {
		c.checkAuthModes(allowed...)
		checkAuthModeLogins(c)
	}
}

func (c *checker) checkAuthModes(allowed ...string) {
	v := c.value("authModes")
	if v.State != Plain {
		return
	}
	for mode := range strings.SplitSeq(v.Text, ",") {
		if mode = strings.TrimSpace(mode); !slices.Contains(allowed, mode) {
			c.addMalformed("authModes", "has a mode that the scaler does not support", "use "+suggest.Alternatives(allowed))
			return
		}
	}
}

// checkAzureLogin returns a condition on the login to Azure: parameters that are required without a
// pod identity, and with Azure's workload identity. There is no other.
func checkAzureLogin(plain, workload []string) check {
	return func(c *checker) {
		switch identity := c.Credentials.Identity; {
		case identity == "azure-workload":
			c.require("the workload identity", workload...)
		case identity != "" && identity != "none":
			c.add(Contradictory, AuthenticationField, "the pod identity "+identity+" does not work with Azure", strings.TrimSuffix("use podIdentity: {provider: azure-workload}, or "+strings.Join(plain, " and "), ", or "))
		case !c.Credentials.Open:
			c.require("a trigger without a pod identity", plain...)
		}
	}
}

// checkCloud returns a condition on the name of an Azure cloud: one that the scaler knows, or
// Private, which requires the address that is fixed for the others.
func checkCloud(address string, known []string) check {
	return func(c *checker) {
		v := c.at(Metadata, "cloud")
		switch {
		case v.State != Plain:
		case strings.EqualFold(v.Text, "Private"):
			if c.Metadata[address] == "" {
				c.add(Missing, "metadata."+address, "cloud Private needs "+address+", which is missing", "set it in metadata")
			}
		case strings.EqualFold(v.Text, stackCloud) && slices.Contains(known, stackCloud):
			c.add(Unchecked, "metadata.cloud", "KEDA reads cloud "+stackCloud+" from a file in its pod, which is not checked", "check that KEDA has AZURE_ENVIRONMENT_FILEPATH")
		case !slices.ContainsFunc(known, func(name string) bool { return strings.EqualFold(name, v.Text) }):
			c.add(Malformed, "metadata.cloud", quoted("cloud", v.Text)+" is not supported", "use "+suggest.Alternatives(append(slices.Clone(known), "Private")))
		}
	}
}
