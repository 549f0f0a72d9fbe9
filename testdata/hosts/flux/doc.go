// Package flux tests rendered output with Flux: its own build code, as the
// kustomize-controller calls it, and the flux command, built from the module of its release.
// Flux runs no KRM functions, so it only ever sees rendered output. The tests show that Flux
// does not change it, which settings would break it, and that examples/flux works unchanged,
// from the workflow to the health checks.
//
// Run them with `go test ./...`. The first execution builds the command into .bin, in two
// minutes; later ones reuse it. SCALE_MODELHOSTS=FILE tests that binary, such as a released
// one, in place of a fresh build of this repository.
package flux
