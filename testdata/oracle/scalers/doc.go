// Command record writes down what KEDA's own scalers take in a trigger's metadata: the
// table of their parameters, read off the structs that KEDA fills, and KEDA's verdicts
// on triggers from its own tests and on mutations of them. KEDA's scalers take a
// quarter of an hour to compile, so the function's tests read the record. So they do of
// the triggers in what this project's own examples are rendered to.
//
// It is compiled with _keda laid over KEDA's package: make record.
package main
