// Package release makes a release of a copy of this repository with goreleaser, up to
// where it would be published, and judges what came out. It is a module of its own,
// which pins goreleaser and what it calls.
package release
