// Package bench measures scale-modelhosts against its peers: an identity
// function on the same SDK, plain kustomize, and kustomize with an exec function.
//
// Whole processes are measured, as a host starts them, and only ratios between
// peers that took turns in one run are judged: seconds say more about the machine
// than about the program.
//
//	go run ./ratios           # the table; exits 1 when a `must` is missed
//	go run ./ratios -smoke    # a quick look: a tenth of the items, judges nothing
//	go test -bench .          # the same processes as Go benchmarks, for benchstat
//
// SCALE_MODELHOSTS=FILE measures that binary in place of a fresh build of this
// repository.
package bench
