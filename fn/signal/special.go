package signal

import "modelhost.dev/scale-modelhosts/config"

// resources returns the signals that are KEDA's own cpu and memory triggers.
func resources() []Entry {
	return []Entry{
		{Name: config.SignalCPU, Kind: config.SignalOfResource},
		{Name: config.SignalMemory, Kind: config.SignalOfResource},
	}
}

// HTTP returns the signals of KEDA's HTTP add-on, in the order of the reference.
func HTTP() []Entry {
	return []Entry{
		counted(config.SignalHTTPConcurrency, "requests in flight per replica, including those that wait for a pod", "requests"),
		counted(config.SignalHTTPRPS, "requests per second per replica at the interceptor", "requests per second"),
	}
}

// counted returns the entry of a signal that the add-on's interceptor counts.
func counted(name, description, unit string) Entry {
	return Entry{Name: name, Kind: config.SignalOfHTTP, Signal: config.Signal{
		Description: description, Unit: unit, Source: "the interceptor of KEDA's HTTP add-on", Version: "HTTP add-on 0.15",
		MetricType: "AverageValue", OutsidePod: true, Minimum: new(float64),
	}}
}
