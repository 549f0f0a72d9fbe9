package render

import (
	"fmt"
	"runtime"
	"sync"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// reading is what came of one document.
type reading struct {
	objects []*yaml.RNode
	err     error
}

// readAll reads documents on all processors, for none concerns another, and parsing
// is most of the work there is.
func readAll(docs []document) []reading {
	readings := make([]reading, len(docs))
	workers := min(runtime.GOMAXPROCS(0), len(docs))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(docs); i += workers {
				readings[i] = docs[i].read()
			}
		})
	}
	group.Wait()
	return readings
}

// read takes a panic of the parser for what it is to a user: YAML that cannot be read.
func (d document) read() (r reading) {
	defer func() {
		if fault := recover(); fault != nil {
			r = reading{err: fmt.Errorf("the YAML cannot be read: %v", fault)}
		}
	}()
	objects, err := d.objects()
	return reading{objects, err}
}
