package render

import (
	"errors"
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/parallel"
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
	parallel.Each(len(docs), func(i int) { readings[i] = docs[i].read() })
	return readings
}

// setFiles has objects name the file that they are from, and their places in it.
func setFiles(objects []*yaml.RNode, file string) error {
	errs := make([]error, len(objects))
	parallel.Each(len(objects), func(i int) { errs[i] = setFile(objects[i], file, i) })
	return errors.Join(errs...)
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
