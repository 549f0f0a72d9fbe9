package measure

import "slices"

// Series is the cost of each execution of a process.
type Series []Cost

// TakeTurns runs the processes one after the other, rounds times, and every second round
// backwards, so that other load on the machine affects all of them alike. An uncounted first
// round fills the caches.
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

// Measure selects the part of a cost to compare.
type Measure func(Cost) float64

// Wall and CPU are in seconds, Peak in bytes.
var (
	CPU  Measure = func(c Cost) float64 { return c.CPU.Seconds() }
	Wall Measure = func(c Cost) float64 { return c.Wall.Seconds() }
	Peak Measure = func(c Cost) float64 { return float64(c.Peak) }
)

// Ratio returns the median, over the rounds, of the cost of one series relative to the other.
func Ratio(of, to Series, m Measure) float64 {
	ratios := make([]float64, min(len(of), len(to)))
	for i := range ratios {
		ratios[i] = m(of[i]) / m(to[i])
	}
	return median(ratios)
}

// Median returns the median cost.
func (s Series) Median(m Measure) float64 {
	values := make([]float64, len(s))
	for i, c := range s {
		values[i] = m(c)
	}
	return median(values)
}

// Least returns the least cost: other load on the machine only adds to it.
func (s Series) Least(m Measure) float64 {
	values := make([]float64, len(s))
	for i, c := range s {
		values[i] = m(c)
	}
	return slices.Min(values)
}

// median of an even number of values is the mean of the middle two; of no values, zero.
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
