// Command record records what KEDA's own scalers accept in a trigger's metadata: the table of
// their parameters, read from the structs that KEDA fills, and KEDA's verdicts on triggers
// from its own tests and on mutations of them. KEDA's scalers take 15 minutes to compile, so
// the function's tests read the record. The record also contains the triggers in the rendered
// output of this project's own examples.
//
// make record compiles it against a copy of KEDA with readers.go.txt added to the scalers'
// package.
package main
