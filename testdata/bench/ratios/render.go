package main

import (
	"fmt"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/testdata/bench/measure"
	"modelhost.dev/scale-modelhosts/testdata/bench/peers"
	"modelhost.dev/scale-modelhosts/testdata/bench/synthetic"
)

// renderRows compares `render DIR` with building the same package without the function, and
// with the kustomize command that runs the function for it.
func renderRows(programs peers.Peers, dir string, s scale) ([]row, error) {
	with, without := filepath.Join(dir, "with"), filepath.Join(dir, "without")
	if err := synthetic.Kustomization(with, s.resources, true); err != nil {
		return nil, err
	}
	if err := synthetic.Kustomization(without, s.resources, false); err != nil {
		return nil, err
	}
	render := measure.Process{Name: "render", Args: []string{programs.Product, "render", with}}
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
	name := fmt.Sprintf("render DIR, %d resources, of ", s.resources)
	return []row{
		against(name+"plain kustomize's time", 1.15, 1.05, series[0], series[1], measure.Wall),
		against(name+"plain kustomize's peak memory", 0, 0, series[0], series[1], measure.Peak),
		against(name+"the exec function build's time", 0.4, 0, series[0], series[2], measure.Wall),
	}, nil
}
