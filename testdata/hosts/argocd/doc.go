// Package argocd has Argo CD's own code, of the version that go.mod pins, render the
// examples and judge config/argocd. It is a module of its own: Argo CD's dependencies
// are many.
//
// What stands for a cluster is made of Argo CD's own install.yaml with the components of
// config/argocd on top, as kustomize builds them. The repo-server's code asks the real
// plugin server for manifests, over its socket: a process beside the tests, and the
// sidecar's container, run by the Docker engine of this machine as that Deployment says.
//
// Run it with `go test ./...`. The first run builds the hosts into .bin; later ones find
// them there. SCALE_MODELHOSTS=FILE tests that binary, SCALE_MODELHOSTS_IMAGE=NAME that
// image, in place of those of this repository.
package argocd
