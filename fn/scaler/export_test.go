package scaler

// Checks returns how many checks a type has, those of its logins included.
func Checks(typ string) int { return len(factsByType[typ].allChecks()) }

// CheckAlone returns what one check of a type finds by itself.
func CheckAlone(in Input, i int) []Problem {
	c, _ := newChecker(in)
	c.facts.allChecks()[i](c)
	return c.problems
}

func (f facts) allChecks() []check {
	return append(f.checks[:len(f.checks):len(f.checks)], f.logins...)
}
