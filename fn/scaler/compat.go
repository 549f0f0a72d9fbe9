package scaler

// The earlier names, until fn/rule uses the new ones.
type (
	// Given is Input.
	Given = Input
	// Fault is ProblemKind.
	Fault = ProblemKind
)

// The earlier names of kinds of problems.
const (
	Untenable = Unusable
	Unread    = NotRead
	Unset     = MissingVariable
)

// Judge is Check.
func Judge(in Input) []Problem { return Check(in) }

// Needed is RequiredNames.
func Needed(typ string) []string { return RequiredNames(typ) }

// Called is ParametersNamed.
func (s Scaler) Called(name string) []Parameter { return s.ParametersNamed(name) }
