package render

import (
	"errors"
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

// readAll reads documents, of which none concerns another; that is most of the work
// there is.
func readAll(docs []document) []reading {
	readings := make([]reading, len(docs))
	onAllProcessors(len(docs), func(i int) { readings[i] = docs[i].read() })
	return readings
}

// setFiles has objects name the file that they are from, and their places in it.
func setFiles(objects []*yaml.RNode, file string) error {
	errs := make([]error, len(objects))
	onAllProcessors(len(objects), func(i int) { errs[i] = setFile(objects[i], file, i) })
	return errors.Join(errs...)
}

// onAllProcessors does n things that do not concern each other.
func onAllProcessors(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	group.Wait()
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
