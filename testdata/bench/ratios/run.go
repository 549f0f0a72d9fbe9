package main

import (
	"os"
	"slices"

	"modelhost.dev/scale-modelhosts/testdata/bench/peers"
)

// all measures everything, in the order of the table.
func all(s scale) ([]row, error) {
	programs, err := peers.Build()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "scale-modelhosts-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	functions, err := functionRows(programs, dir, s)
	if err != nil {
		return nil, err
	}
	renders, err := renderRows(programs, dir, s)
	if err != nil {
		return nil, err
	}
	checks, err := checkRows(programs, dir, s)
	if err != nil {
		return nil, err
	}
	checkRow, err := checkToRenderRow(programs, dir, s)
	if err != nil {
		return nil, err
	}
	growths, err := growthRows(programs, dir, s)
	return slices.Concat(functions, renders, checks, []row{checkRow}, growths), err
}
