package scaler

// Source is where the values that a trigger measures come from, which decides whether the
// trigger can measure anything while its workload has no pods.
type Source struct {
	Kind SourceKind
	// Parameter holds the query, the address or the selector of the kinds that have one.
	Parameter string
}

// SourceKind is a kind of source.
type SourceKind int

// The kinds of sources.
const (
	// unknownSource is the kind of types that KEDA does not have.
	unknownSource SourceKind = iota
	// System is a system of its own, such as a queue, a database or a clock, which is there
	// without the workload's pods.
	System
	// Pods is the workload's own pods.
	Pods
	// Store is a store of metrics that anything may have sent.
	Store
	// Query is Prometheus: the metrics in the query tell.
	Query
	// Address is a URL, which may be that of the workload's Service.
	Address
	// Selector selects pods, which may be the workload's.
	Selector
)

// SourceOf returns the source of a trigger type.
func SourceOf(typ string) Source { return factsByType[typ].source }
