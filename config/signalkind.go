package config

import "modelhost.dev/scale-modelhosts/fn/keda"

// SignalKind tells what measures a signal.
type SignalKind int

const (
	// SignalOfQuery is measured by a Prometheus query.
	SignalOfQuery SignalKind = iota
	// SignalOfResource is KEDA's own cpu or memory trigger.
	SignalOfResource
	// SignalOfHTTP is counted by KEDA's HTTP add-on, at its interceptor.
	SignalOfHTTP
)

// The signals that are not queries. A functionConfig cannot define them.
const (
	SignalCPU             = keda.TriggerCPU
	SignalMemory          = keda.TriggerMemory
	SignalHTTPConcurrency = "http-concurrency"
	SignalHTTPRPS         = "http-rps"
)

// KindOfSignal returns what measures the signal of a name.
func KindOfSignal(name string) SignalKind {
	switch name {
	case SignalCPU, SignalMemory:
		return SignalOfResource
	case SignalHTTPConcurrency, SignalHTTPRPS:
		return SignalOfHTTP
	}
	return SignalOfQuery
}
