// Package harness is what the tests of all hosts share: Provide builds the programs that
// they run, of the product and of hosts, and a Command is one run of one.
//
// It is a module of its own that needs no other, so that each host's module has the
// dependencies of that host.
package harness
