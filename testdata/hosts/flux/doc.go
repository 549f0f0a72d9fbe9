// Package flux holds what scale-modelhosts renders against Flux: its own build
// code, as the kustomize-controller calls it, and the flux command, built from the
// module of its release. Flux runs no KRM functions, so that all it ever sees is what
// was rendered before; the tests show that it leaves that unharmed, what would harm it,
// and that examples/flux works as it stands, from the workflow to the health checks.
//
// Run them with `go test ./...`. The first run builds the command into .bin, in two
// minutes; later ones find it there. SCALE_MODELHOSTS=FILE tests that binary, such as
// the one of a release, in place of a fresh build of this repository.
package flux
