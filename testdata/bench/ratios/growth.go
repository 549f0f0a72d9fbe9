package main

import (
	"fmt"
	"os"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/testdata/bench/measure"
	"modelhost.dev/scale-modelhosts/testdata/bench/peers"
	"modelhost.dev/scale-modelhosts/testdata/bench/synthetic"
)

// doubled is how much more twice the size may cost: n log n and noise are in it, while a
// square would be at 4.
const doubled = 2.3

// growthRows measures, for each kind of package, what check costs at a size and at twice
// the size. The time is that on processors, and the least of the rounds, so that what
// else the machine does changes little.
func growthRows(programs peers.Peers, dir string, s scale) ([]row, error) {
	var rows []row
	for i, g := range synthetic.Growths {
		n := max(g.N/s.growthPart, 1)
		var pair [2]measure.Process
		for at := range pair {
			folder := filepath.Join(dir, fmt.Sprintf("growth-%d-%d", i, at))
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return nil, err
			}
			args, err := g.Write(folder, n<<at)
			if err != nil {
				return nil, err
			}
			pair[at] = measure.Process{Name: g.Name, Args: append([]string{programs.Ours}, args...), Finds: true}
		}
		series, err := measure.TakeTurns(min(s.rounds, 3), pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		least := [2]float64{series[0].Least(measure.CPU), series[1].Least(measure.CPU)}
		rows = append(rows, row{
			measure: fmt.Sprintf("check DIR, %d to %d %s, CPU", n, 2*n, g.Name), must: doubled, seen: least[1] / least[0],
			absolute: fmt.Sprintf("%.2f s : %.2f s", least[1], least[0]),
		})
	}
	return rows, nil
}

// judgedRow measures check against render of one package: what judging costs besides.
func judgedRow(programs peers.Peers, dir string, s scale) (row, error) {
	folder := filepath.Join(dir, "judged")
	if err := synthetic.Kustomization(folder, s.resources, true); err != nil {
		return row{}, err
	}
	series, err := measure.TakeTurns(
		min(s.rounds, 3),
		measure.Process{Name: "check", Args: []string{programs.Ours, "check", folder}, Finds: true},
		measure.Process{Name: "render", Args: []string{programs.Ours, "render", folder}},
	)
	if err != nil {
		return row{}, err
	}
	check, render := series[0].Least(measure.CPU), series[1].Least(measure.CPU)
	return row{
		measure: fmt.Sprintf("check DIR of a kustomization, %d resources, of render DIR, CPU", s.resources), must: 1.3, seen: check / render,
		absolute: fmt.Sprintf("%.2f s : %.2f s", check, render),
	}, nil
}
