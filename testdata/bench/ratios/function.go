package main

import (
	"fmt"
	"path/filepath"
	"time"

	"modelhost.dev/scale-modelhosts/testdata/bench/measure"
	"modelhost.dev/scale-modelhosts/testdata/bench/peers"
	"modelhost.dev/scale-modelhosts/testdata/bench/synthetic"
)

// linear is the limit for the growth of the cost relative to that of the size. It allows for
// caches, the garbage collector and noise; quadratic growth would equal the growth of the
// size.
const linear = 1.25

// functionRows compares the function with the identity function, from one item, which measures
// the start of the process, to the large package.
func functionRows(programs peers.Peers, dir string, s scale) ([]row, error) {
	pairs := map[int][]measure.Process{}
	for _, n := range []int{1, s.small, s.medium, s.large} {
		pair, err := functionPair(programs, dir, n)
		if err != nil {
			return nil, err
		}
		pairs[n] = pair
	}
	starts, err := measure.TakeTurns(s.shortRounds(), pairs[1]...)
	if err != nil {
		return nil, err
	}
	smalls, err := measure.TakeTurns(s.shortRounds(), pairs[s.small]...)
	if err != nil {
		return nil, err
	}
	// Medium and large take turns as well: growth is a ratio like the others.
	longs, err := measure.TakeTurns(s.rounds, append(pairs[s.medium], pairs[s.large]...)...)
	if err != nil {
		return nil, err
	}
	mediums, larges := longs[:2], longs[2:]
	growth := float64(s.large) / float64(s.medium)
	return []row{
		compare("function, 1 item, time", 1.5, 1.2, starts, measure.Wall),
		compare(fmt.Sprintf("function, %d items, time", s.small), 0, 0, smalls, measure.Wall),
		compare(fmt.Sprintf("function, %d items, time", s.medium), 0, 0, mediums, measure.Wall),
		compare(fmt.Sprintf("function, %d items, peak memory", s.medium), 0, 0, mediums, measure.Peak),
		compare(fmt.Sprintf("function, %d items, time", s.large), 1.2, 0.4, larges, measure.Wall),
		compare(fmt.Sprintf("function, %d items, peak memory", s.large), 1.2, 0.4, larges, measure.Peak),
		grown("time", growth, larges[0], mediums[0], s, measure.Wall),
		grown("peak memory", growth, larges[0], mediums[0], s, measure.Peak),
	}, nil
}

// functionPair returns the function and the identity function for the same n items.
func functionPair(programs peers.Peers, dir string, n int) ([]measure.Process, error) {
	input := filepath.Join(dir, fmt.Sprintf("items-%d.yaml", n))
	if err := synthetic.ResourceList(input, n); err != nil {
		return nil, err
	}
	product := measure.Process{Name: "scale-modelhosts", Args: []string{programs.Product}, Stdin: input}
	identity := measure.Process{Name: "identity", Args: []string{programs.Identity}, Stdin: input}
	if err := requireKinds(identity, map[string]int{"Deployment": synthetic.Hosts(n), "ScaledObject": 0}); err != nil {
		return nil, err
	}
	return []measure.Process{product, identity}, requireScaled(product, n)
}

// compare relates the first process to the second.
func compare(name string, must, aim float64, series []measure.Series, m measure.Measure) row {
	return row{
		measure: name + ", of the identity function's", must: must, aim: aim,
		seen:     measure.Ratio(series[0], series[1], m),
		absolute: absolute(series[0], m) + " : " + absolute(series[1], m),
	}
}

// grown relates a process to itself at a smaller size.
func grown(what string, growth float64, large, medium measure.Series, s scale, m measure.Measure) row {
	return row{
		measure: fmt.Sprintf("function, growth of %s, %d to %d items", what, s.medium, s.large),
		must:    growth * linear, aim: growth,
		seen:     measure.Ratio(large, medium, m),
		absolute: absolute(large, m) + " : " + absolute(medium, m),
	}
}

func absolute(s measure.Series, m measure.Measure) string {
	value := s.Median(m)
	if value > 1<<16 { // no run takes that many seconds
		return fmt.Sprintf("%.0f MB", value/1e6)
	}
	return time.Duration(value * float64(time.Second)).Round(100 * time.Microsecond).String()
}
