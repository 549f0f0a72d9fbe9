// Package hosts runs scale-modelhosts in its orchestrators: kustomize and kpt, each built from
// the module that its project publishes, with the dependencies that it pins. It is a separate
// module, so that these dependencies never reach the product's go.mod.
//
// There are three kinds of tests:
//
//   - every folder of examples/ is built in its orchestrator, twice, and compared with
//     the output in its README;
//   - every file of scripts/ tests one behavior in an orchestrator, and its name is a
//     sentence;
//   - every file of scripts/image/ tests the container image, in those orchestrators and
//     alone, with Docker.
//
// Run them with `go test ./...`. The first execution builds the programs into .bin; later ones
// reuse them. SCALE_MODELHOSTS=FILE tests that binary, such as a released one, in place of a
// fresh build of this repository.
package hosts
