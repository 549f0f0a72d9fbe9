package scaler

// HasRow reports whether conditions has a row for a type.
func HasRow(typ string) bool {
	_, ok := conditions[typ]
	return ok
}

// Conditions returns how many conditions a type has.
func Conditions(typ string) int { return len(conditions[typ]) }

// Rows are the types that have a row.
func Rows() []string {
	var types []string
	for typ := range conditions {
		types = append(types, typ)
	}
	return types
}

// Alone returns what one condition of a type finds alone.
func Alone(g Given, condition int) []Problem {
	s, _ := Find(g.Type)
	j := &judge{Given: g, scaler: s}
	conditions[g.Type][condition](j)
	return j.problems
}
