package main

// scale holds the sizes of a measurement.
type scale struct {
	// small, medium and large are numbers of items in the function's input; one item is always
	// measured as well. Growth is from medium to large.
	small, medium, large int
	// resources is the size of the rendered package.
	resources int
	// growthPart divides the sizes of the packages whose growth is measured.
	growthPart int
	// rounds is the number of rounds for long processes.
	rounds int
}

var (
	full  = scale{small: 40, medium: 1000, large: 4000, resources: 1000, growthPart: 1}
	quick = scale{small: 40, medium: 100, large: 400, resources: 100, growthPart: 10, rounds: 1}
)

// shortRounds returns the number of rounds for processes of a few milliseconds, which vary more.
func (s scale) shortRounds() int { return 5 * s.rounds }
