package main

import (
	"fmt"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/testdata/bench/measure"
	"modelhost.dev/scale-modelhosts/testdata/bench/peers"
	"modelhost.dev/scale-modelhosts/testdata/bench/synthetic"
)

// renderRows measures `render DIR` against building the same package without the
// function, and against the kustomize command that runs our binary for it.
func renderRows(programs peers.Peers, dir string, s scale) ([]row, error) {
	with, without := filepath.Join(dir, "with"), filepath.Join(dir, "without")
	if err := synthetic.Kustomization(with, s.resources, true); err != nil {
		return nil, err
	}
	if err := synthetic.Kustomization(without, s.resources, false); err != nil {
		return nil, err
	}
	render := measure.Process{Name: "render", Args: []string{programs.Ours, "render", with}}
	plain := measure.Process{Name: "plain", Args: []string{programs.Plain, without}}
	exec := measure.Process{Name: "kustomize build --enable-exec", Path: programs.Dir, Args: []string{
		programs.Kustomize, "build", "--enable-alpha-plugins", "--enable-exec", with,
	}}
	for _, p := range []measure.Process{render, exec} {
		if err := requireScaled(p, s.resources); err != nil {
			return nil, err
		}
	}
	series, err := measure.TakeTurns(s.rounds, render, plain, exec)
	if err != nil {
		return nil, err
	}
	against := func(to string, must, aim float64, peer measure.Series, m measure.Measure) row {
		return row{
			measure: fmt.Sprintf("render DIR, %d resources, of %s", s.resources, to), must: must, aim: aim,
			seen:     measure.Ratio(series[0], peer, m),
			absolute: absolute(series[0], m) + " : " + absolute(peer, m),
		}
	}
	return []row{
		against("plain kustomize's time", 1.15, 1.05, series[1], measure.Wall),
		against("plain kustomize's peak memory", 0, 0, series[1], measure.Peak),
		against("the exec function build's time", 0.4, 0, series[2], measure.Wall),
	}, nil
}
