// Package harness contains what the tests of all orchestrators share: Provide builds the
// programs, and a Command executes one.
//
// It is a separate module without dependencies, so that each orchestrator's module has only
// the dependencies of that orchestrator.
package harness
