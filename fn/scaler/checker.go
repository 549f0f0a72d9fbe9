package scaler

import (
	"fmt"
	"strconv"
	"strings"
)

// value returns a parameter's value, or its default if it is absent.
func (c *checker) value(name string) Value {
	v := Value{}
	for _, p := range c.scaler.ParametersNamed(name) {
		v = c.find(p)
		if v.State == Absent && p.Default != "" {
			v = plain(p.Default)
		}
		if v.State != Absent {
			return v
		}
	}
	return v
}

// lacks reports whether a parameter is certainly absent.
func (c *checker) lacks(name string) bool { return c.value(name).State == Absent }

// has reports whether a parameter is certainly set.
func (c *checker) has(name string) bool { return c.value(name).State >= Hidden }

// is reports whether a parameter certainly has one of the values.
func (c *checker) is(name string, values ...string) bool {
	v := c.value(name)
	for _, value := range values {
		if v.State == Plain && v.Text == value {
			return true
		}
	}
	return false
}

// isTrue reports whether a boolean is certainly true.
func (c *checker) isTrue(name string) bool {
	on, err := strconv.ParseBool(c.value(name).Text)
	return err == nil && on
}

// addContradiction adds a problem with parameters that exclude or require each other.
func (c *checker) addContradiction(name, message, hint string) {
	c.add(Contradictory, c.fieldFor(name), name+" "+message, hint)
}

// addMalformed adds a problem with a value that KEDA parses but does not accept.
func (c *checker) addMalformed(name, why, hint string) {
	c.add(Malformed, "metadata."+name, quoted(name, c.value(name).Text)+" "+why, hint)
}

// checkAtLeast checks a number against a lower bound.
func (c *checker) checkAtLeast(name string, least float64) {
	v := c.value(name)
	if n, err := strconv.ParseFloat(v.Text, 64); v.State == Plain && err == nil && n < least {
		c.addMalformed(name, fmt.Sprintf("is less than %v", least), fmt.Sprintf("use %v or more", least))
	}
}

// checkNotBoth checks two booleans that exclude each other.
func (c *checker) checkNotBoth(one, other string) {
	if c.isTrue(one) && c.isTrue(other) {
		c.addContradiction(one, fmt.Sprintf("cannot be combined with %s", other), "keep one of them")
	}
}

// require checks parameters that another one requires.
func (c *checker) require(because string, names ...string) {
	for _, name := range names {
		if !c.lacks(name) {
			continue
		}
		p := c.scaler.ParametersNamed(name)[0]
		if strings.TrimSpace(c.Metadata[name]) != "" && !p.IsFrom(Metadata) {
			c.add(Missing, "metadata."+name, fmt.Sprintf("%s needs %s, which KEDA does not read from metadata", because, name), "set it "+p.howToGive(name))
			continue
		}
		c.add(Missing, c.fieldFor(name), fmt.Sprintf("%s needs %s, which is missing", because, name), "set it "+p.howToGive(name))
	}
}

// fieldFor returns the field of a parameter that is missing or redundant.
func (c *checker) fieldFor(name string) string {
	own := c.scaler.ParametersNamed(name)
	if own != nil && !own[0].IsFrom(Metadata) && !own[0].IsFrom(Environment) {
		return AuthenticationField
	}
	return "metadata." + name
}

// checkPair checks two parameters of which both or neither must be set.
func (c *checker) checkPair(one, other string) {
	switch {
	case c.has(one) && c.lacks(other):
		c.require(one, other)
	case c.has(other) && c.lacks(one):
		c.require(other, one)
	}
}

// checkOnePlace checks a parameter that metadata or the authentication may set, but not both.
func (c *checker) checkOnePlace(metadata, authentication string) {
	if strings.TrimSpace(c.Metadata[metadata]) != "" && c.Credentials.Parameters[authentication] {
		c.addContradiction(metadata, "is also set in the authentication, as "+authentication, "keep one of them")
	}
}
