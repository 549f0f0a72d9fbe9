// Package release builds a release from a copy of this repository with goreleaser, up to the
// point of publishing, and tests the result. It is a separate module that pins goreleaser and
// the programs it calls.
package release
