package measure

import "slices"

// Series is the cost of each of a process's runs.
type Series []Cost

// TakeTurns runs the processes one after the other, rounds times, and every
// second round backwards: what else the machine does hits all of them alike. A
// round before the first fills the caches and is not counted.
func TakeTurns(rounds int, processes ...Process) ([]Series, error) {
	all := make([]Series, len(processes))
	for round := -1; round < rounds; round++ {
		for turn := range processes {
			at := turn
			if round%2 != 0 {
				at = len(processes) - 1 - turn
			}
			cost, err := processes[at].Run()
			if err != nil {
				return nil, err
			}
			if round >= 0 {
				all[at] = append(all[at], cost)
			}
		}
	}
	return all, nil
}

// Measure is the side of a cost that is compared.
type Measure func(Cost) float64

// Wall and CPU are in seconds, Peak in bytes.
var (
	CPU  Measure = func(c Cost) float64 { return c.CPU.Seconds() }
	Wall Measure = func(c Cost) float64 { return c.Wall.Seconds() }
	Peak Measure = func(c Cost) float64 { return float64(c.Peak) }
)

// Ratio is the median, over the rounds, of what one cost in terms of the other.
func Ratio(of, to Series, m Measure) float64 {
	ratios := make([]float64, min(len(of), len(to)))
	for i := range ratios {
		ratios[i] = m(of[i]) / m(to[i])
	}
	return median(ratios)
}

// Median is the median cost on one side.
func (s Series) Median(m Measure) float64 {
	values := make([]float64, len(s))
	for i, c := range s {
		values[i] = m(c)
	}
	return median(values)
}

// Least returns the least cost on one side: other load on the machine only adds to it.
func (s Series) Least(m Measure) float64 {
	values := make([]float64, len(s))
	for i, c := range s {
		values[i] = m(c)
	}
	return slices.Min(values)
}

// median of an even number is the mean of the middle two; of none, zero.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle]
	}
	return (values[middle-1] + values[middle]) / 2
}
