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

// Alone reports whether one condition of a type alone finds what KEDA fails on, or that it is
// not known.
func Alone(g Given, condition int) bool {
	s, _ := Find(g.Type)
	j := &judge{Given: g, scaler: s}
	conditions[g.Type][condition](j)
	for _, p := range j.problems {
		if p.Fault.Fails() || p.Fault == Unchecked {
			return true
		}
	}
	return false
}
