package main

// scale says how much is measured.
type scale struct {
	// small, medium and large are numbers of items of the function's input; one
	// is measured besides. Growth is from medium to large.
	small, medium, large int
	// resources is the size of the package that is rendered.
	resources int
	// growthPart divides the sizes of the packages whose growth is measured.
	growthPart int
	// rounds of the long runs.
	rounds int
}

var (
	full  = scale{small: 40, medium: 1000, large: 4000, resources: 1000, growthPart: 1}
	quick = scale{small: 40, medium: 100, large: 400, resources: 100, growthPart: 10, rounds: 1}
)

// shortRounds is for runs of a few milliseconds, where noise is a larger part.
func (s scale) shortRounds() int { return 5 * s.rounds }
