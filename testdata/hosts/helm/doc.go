// Package helm runs scale-modelhosts as a post-renderer of Helm 3, which accepts any program,
// and of Helm 4, which accepts plugins: config/helm. Each Helm is built in a separate module,
// with the dependencies that it pins.
//
//   - every chart of examples/ is rendered with the command lines in its README, and
//     compared with the output there;
//   - every file of scripts/ tests one behavior, and its name is a sentence.
//
// The first execution builds both into .bin. SCALE_MODELHOSTS=FILE tests that binary.
package helm
