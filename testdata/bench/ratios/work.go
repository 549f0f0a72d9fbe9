package main

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/testdata/bench/measure"
	"modelhost.dev/scale-modelhosts/testdata/bench/synthetic"
)

// requireScaled fails if a process did not do the work: every model host must have a
// ScaledObject, and no HPA may be left.
func requireScaled(p measure.Process, n int) error {
	return requireKinds(p, map[string]int{
		"Deployment":              synthetic.Hosts(n),
		"ScaledObject":            synthetic.Hosts(n),
		"HorizontalPodAutoscaler": 0,
	})
}

func requireKinds(p measure.Process, want map[string]int) error {
	got, err := p.Kinds()
	if err != nil {
		return err
	}
	for kind, n := range want {
		if got[kind] != n {
			return fmt.Errorf("%s did not do its work: %d of kind %s, want %d", p.Name, got[kind], kind, n)
		}
	}
	return nil
}
