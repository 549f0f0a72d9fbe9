package signal

import "modelhost.dev/scale-modelhosts/config"

// Named is a signal under its name.
type Named struct {
	// Name is that of the annotation.
	Name string
	config.Signal
}

// builtin is the catalogue, in the order in which it is shown.
//
// A query that averages over pods goes with metricType Value: AverageValue
// would divide by the replicas once more and stop at two of them. Metrics of pods
// are there as long as pods are, so that an empty answer means a lost exporter, not no load.
func builtin() []Named {
	var all []Named
	for _, group := range [][]Named{gpu(), istio(), vllm(), triton(), tgi()} {
		all = append(all, group...)
	}
	return all
}

// ofPods completes a signal that the host's pods give, or what measures them.
func ofPods(s config.Signal) config.Signal {
	ignoreNullValues := false
	s.IgnoreNullValues = &ignoreNullValues
	s.Minimum = number(0)
	if s.Unit == percent {
		s.Maximum = number(100)
	}
	return s
}

const percent = "percent"

func number(n float64) *float64 { return &n }
