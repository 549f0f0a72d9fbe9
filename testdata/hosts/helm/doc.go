// Package helm runs scale-modelhosts as a post-renderer of Helm 3, which takes any
// program for one, and of Helm 4, which takes a plugin: config/helm. Each Helm is built
// in a module of its own, with the dependencies that its makers pin.
//
//   - every chart of examples/ is rendered by the command lines of its README, and
//     compared with the output that the README shows;
//   - every file of scripts/ is one behaviour, named as a sentence.
//
// The first run builds both into .bin. SCALE_MODELHOSTS=FILE tests that binary.
package helm
