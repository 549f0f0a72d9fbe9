// Package hosts runs scale-modelhosts in the programs that host it: kustomize
// and kpt, each built from the module its makers publish, with the dependencies
// they pin. It is a module of its own, so that the hosts' dependencies never
// reach the product's go.mod.
//
// Three kinds of tests stand here:
//
//   - every folder of examples/ is built in its host, twice, and compared with
//     the output its README shows;
//   - every file of scripts/ is one behaviour of a host, named as a sentence;
//   - every file of scripts/image/ is one of the container image, in those hosts and by
//     itself, run by the Docker engine of the machine.
//
// Run them with `go test ./...`. The first run builds the hosts into .bin; later
// ones find them there. SCALE_MODELHOSTS=FILE tests that binary, such as the one
// of a release, in place of a fresh build of this repository.
package hosts
