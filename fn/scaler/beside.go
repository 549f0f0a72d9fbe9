package scaler

import (
	"fmt"
	"strconv"
	"strings"
)

// get is a parameter's value, its default where it is absent.
func (j *judge) get(name string) Value {
	v := Value{}
	for _, p := range j.scaler.Called(name) {
		v = j.find(p)
		if v.State == Absent && p.Default != "" {
			v = plain(p.Default)
		}
		if v.State != Absent {
			return v
		}
	}
	return v
}

// lacks says whether a parameter is certain not to be there.
func (j *judge) lacks(name string) bool { return j.get(name).State == Absent }

// has says whether a parameter is certain to be there.
func (j *judge) has(name string) bool { return j.get(name).State >= Hidden }

// is says whether a parameter is certain to have one of the values.
func (j *judge) is(name string, values ...string) bool {
	v := j.get(name)
	for _, value := range values {
		if v.State == Plain && v.Text == value {
			return true
		}
	}
	return false
}

// isTrue says whether a switch is certain to be on.
func (j *judge) isTrue(name string) bool {
	on, err := strconv.ParseBool(j.get(name).Text)
	return err == nil && on
}

// contradiction is of parameters that do not go together, or not without another.
func (j *judge) contradiction(name, message, hint string) {
	j.add(Contradictory, j.fieldOf(name), name+" "+message, hint)
}

// malformed is of a value that parses, and that KEDA does not take.
func (j *judge) malformed(name, why, hint string) {
	j.add(Malformed, "metadata."+name, quoted(name, j.get(name).Text)+" "+why, hint)
}

// atLeast is for numbers that KEDA holds against a bound.
func (j *judge) atLeast(name string, least float64) {
	v := j.get(name)
	if n, err := strconv.ParseFloat(v.Text, 64); v.State == Plain && err == nil && n < least {
		j.malformed(name, fmt.Sprintf("is less than %v", least), fmt.Sprintf("write %v or more", least))
	}
}

// notBoth is for two switches that exclude each other.
func (j *judge) notBoth(one, other string) {
	if j.isTrue(one) && j.isTrue(other) {
		j.contradiction(one, fmt.Sprintf("does not go with %s", other), "keep one of them")
	}
}

// needs is for parameters that must be there because of another.
func (j *judge) needs(because string, names ...string) {
	for _, name := range names {
		if !j.lacks(name) {
			continue
		}
		p := j.scaler.Called(name)[0]
		if strings.TrimSpace(j.Metadata[name]) != "" && !p.IsFrom(Metadata) {
			j.add(Missing, "metadata."+name, fmt.Sprintf("KEDA does not read %s from metadata, and %s needs it", name, because), "give it "+p.ways(name))
			continue
		}
		j.add(Missing, j.fieldOf(name), fmt.Sprintf("%s needs %s, which is missing", because, name), "give it "+p.ways(name))
	}
}

// fieldOf returns where a parameter that is missing, or is too many, is to be looked for.
func (j *judge) fieldOf(name string) string {
	own := j.scaler.Called(name)
	if own != nil && !own[0].IsFrom(Metadata) && !own[0].IsFrom(Environment) {
		return AuthenticationField
	}
	return "metadata." + name
}

// together is for a pair that must be given whole.
func (j *judge) together(one, other string) {
	switch {
	case j.has(one) && j.lacks(other):
		j.needs(one, other)
	case j.has(other) && j.lacks(one):
		j.needs(other, one)
	}
}

// onlyIn is for parameters that may be given in the metadata or in the
// authentication, but not in both.
func (j *judge) onlyIn(metadata, authentication string) {
	if strings.TrimSpace(j.Metadata[metadata]) != "" && j.Credentials.Parameters[authentication] {
		j.contradiction(metadata, "is given by the authentication as well, as "+authentication, "keep one of them")
	}
}
