package scaler

// Checks returns the number of checks of a type, including those of its logins.
func Checks(typ string) int { return len(factsByType[typ].allChecks()) }

// CheckAlone returns the result of a single check of a type.
func CheckAlone(in Input, i int) []Problem {
	c, _ := newChecker(in)
	c.facts.allChecks()[i](c)
	return c.problems
}

func (f facts) allChecks() []check {
	return append(f.checks[:len(f.checks):len(f.checks)], f.logins...)
}
