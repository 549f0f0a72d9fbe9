// Command identity does the minimum of a KRM function on the SDK: read, change nothing, write.
package main

import (
	"os"

	"github.com/kptdev/krm-functions-sdk/go/fn"
)

func main() {
	same := fn.ResourceListProcessorFunc(func(*fn.ResourceList) (bool, error) { return true, nil })
	if err := fn.AsMain(same); err != nil {
		os.Exit(1)
	}
}
