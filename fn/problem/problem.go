// Package problem has the one form in which the parts of this program report what is wrong
// with an input.
package problem

// Problem is one thing wrong with an input.
type Problem struct {
	// Path is the path of the field, such as spec.triggers[0].metadata.query. It may be
	// relative to the value that was checked, or empty.
	Path string
	// Message says what is wrong.
	Message string
	// Hint says how to fix it. It may be empty.
	Hint string
	// Unknown is set if the schema has no such field. An API server drops it silently.
	Unknown bool
	// Misplaced is set if Hint names the place where the field belongs.
	Misplaced bool
	// Null is set if the key of a map has no value. An API server treats it as absent.
	Null bool
	// List is set if the value is a list in the place of another type.
	List bool
}

// String returns the problem on one line.
func (p Problem) String() string {
	s := p.Message
	if p.Path != "" {
		s = p.Path + ": " + s
	}
	if p.Hint != "" {
		s += "; " + p.Hint
	}
	return s
}

// New returns a problem with a field.
func New(path, message, hint string) Problem {
	return Problem{Path: path, Message: message, Hint: hint}
}
