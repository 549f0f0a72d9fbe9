package main

import (
	"fmt"
	"os"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/testdata/bench/measure"
	"modelhost.dev/scale-modelhosts/testdata/bench/peers"
	"modelhost.dev/scale-modelhosts/testdata/bench/synthetic"
)

// doubled is the limit for the cost at twice the size. It allows for n log n and noise;
// quadratic growth would be 4.
const doubled = 2.3

// growthRows measures, for each kind of package, the cost of check at a size and at twice the
// size. It uses the processor time and the minimum over the rounds, so that other load on the
// machine has little effect.
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
			pair[at] = measure.Process{Name: g.Name, Args: append([]string{programs.Product}, args...), Finds: true}
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

// checkToRenderRow compares check with render of one package: the extra cost of checking.
func checkToRenderRow(programs peers.Peers, dir string, s scale) (row, error) {
	folder := filepath.Join(dir, "checked")
	if err := synthetic.Kustomization(folder, s.resources, true); err != nil {
		return row{}, err
	}
	series, err := measure.TakeTurns(
		min(s.rounds, 3),
		measure.Process{Name: "check", Args: []string{programs.Product, "check", folder}, Finds: true},
		measure.Process{Name: "render", Args: []string{programs.Product, "render", folder}},
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
