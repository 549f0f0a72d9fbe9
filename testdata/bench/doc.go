// Package bench compares scale-modelhosts with its peers: an identity function on the same
// SDK, plain kustomize, and kustomize with an exec function.
//
// It measures whole processes, as an orchestrator starts them. The limits apply only to ratios
// between peers that took turns on one machine: seconds say more about the machine than about
// the program.
//
//	go run ./ratios           # the table; exits 1 if a ratio exceeds its limit
//	go run ./ratios -smoke    # a quick check with a tenth of the items and no limits
//	go test -bench .          # the same processes as Go benchmarks, for benchstat
//
// SCALE_MODELHOSTS=FILE measures that binary in place of a fresh build of this
// repository.
package bench
