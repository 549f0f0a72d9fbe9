// Package crash prints the stacks of panics that the program recovers from. Users see such a panic
// as an error on one line; developers need to know where it occurred.
package crash

import (
	"fmt"
	"os"
	"runtime/debug"
)

// Variable is the environment variable that enables stacks if it is not empty.
const Variable = "SCALE_MODELHOSTS_DEBUG"

// Print prints the value of a panic and its stack to stderr if [Variable] is set. A deferred
// function calls it after recover, when the stack still contains the panic's frames. It does
// nothing if there was no panic.
func Print(fault any) {
	if fault != nil && os.Getenv(Variable) != "" {
		fmt.Fprintf(os.Stderr, "panic: %v\n%s", fault, debug.Stack())
	}
}
