// Package argocd renders the examples and tests config/argocd with Argo CD's own code, in the
// version that go.mod pins. It is a separate module because Argo CD has many dependencies.
//
// The cluster is built from Argo CD's own install.yaml and the components of config/argocd,
// with kustomize. The repo-server's code requests manifests from the real plugin server over
// its socket. The plugin server runs as a process next to the tests, and in the sidecar's
// container, which Docker runs as the Deployment specifies.
//
// Run it with `go test ./...`. The first execution builds the programs into .bin; later ones
// reuse them. SCALE_MODELHOSTS=FILE tests that binary, SCALE_MODELHOSTS_IMAGE=NAME that image,
// in place of those of this repository.
package argocd
