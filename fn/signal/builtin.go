package signal

import (
	"slices"

	"modelhost.dev/scale-modelhosts/config"
)

// BuiltIn returns the built-in signals that are queries, in the order of the reference.
//
// A query that averages over pods has metricType Value: AverageValue would divide by the
// replicas again and stop at two of them. Metrics of pods exist as long as the pods do, so
// an empty answer means a lost exporter, not zero load.
func BuiltIn() []Entry {
	all := slices.Concat(gpu(), istio(), vllm(), triton(), tgi())
	for i := range all {
		all[i].Default()
	}
	return all
}

// query returns the entry of a signal that is a query.
func query(name string, s config.Signal) Entry { return Entry{Name: name, Signal: s} }

// ofPods completes a signal that the host's pods expose, or that is measured per pod.
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
