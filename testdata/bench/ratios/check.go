package main

import (
	"fmt"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/testdata/bench/measure"
	"modelhost.dev/scale-modelhosts/testdata/bench/peers"
	"modelhost.dev/scale-modelhosts/testdata/bench/synthetic"
)

// checkRows compares `check DIR` on hand-written ScaledObjects with parsing the same bytes
// with kyaml, once and twice.
func checkRows(programs peers.Peers, dir string, s scale) ([]row, error) {
	folder := filepath.Join(dir, "written")
	file, err := synthetic.ScaledObjects(folder, s.resources)
	if err != nil {
		return nil, err
	}
	series, err := measure.TakeTurns(
		s.rounds,
		measure.Process{Name: "check", Args: []string{programs.Product, "check", folder}},
		measure.Process{Name: "parse once", Args: []string{programs.Parse, file, "1"}},
		measure.Process{Name: "parse twice", Args: []string{programs.Parse, file, "2"}},
	)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("check DIR, %d ScaledObjects, of parsing them", s.resources)
	return []row{
		against(name+" twice", 1, 0, series[0], series[2], measure.Wall),
		against(name+" once", 0, 0, series[0], series[1], measure.Wall),
	}, nil
}

func against(name string, must, aim float64, product, peer measure.Series, m measure.Measure) row {
	return row{
		measure: name, must: must, aim: aim, seen: measure.Ratio(product, peer, m),
		absolute: absolute(product, m) + " : " + absolute(peer, m),
	}
}
