package source

import (
	"errors"
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/crash"
	"modelhost.dev/scale-modelhosts/fn/parallel"
)

// reading is the result of reading one document.
type reading struct {
	objects   []*yaml.RNode
	positions []Position
	err       error
}

// readAll reads documents in parallel, since parsing takes most of the time and each document is
// independent.
func readAll(docs []Document) []reading {
	readings := make([]reading, len(docs))
	parallel.Each(len(docs), func(i int) { readings[i] = docs[i].read() })
	return readings
}

// SetFiles annotates objects with the name of their file and their index in it.
func SetFiles(objects []*yaml.RNode, file string) error {
	errs := make([]error, len(objects))
	parallel.Each(len(objects), func(i int) { errs[i] = SetFile(objects[i], file, i) })
	return errors.Join(errs...)
}

// read returns the contents of a document. It reports a panic of the parser as YAML that cannot be
// read.
func (d Document) read() (r reading) {
	defer func() {
		if fault := recover(); fault != nil {
			crash.Print(fault)
			r = reading{positions: d.positions(nil), err: fmt.Errorf("the YAML cannot be read: %v", fault)}
		}
	}()
	objects, contents, err := d.decode()
	return reading{objects, d.positions(contents), err}
}
