// Command parse parses a file with kyaml, as often as it is told, and does nothing
// with it: what reading a package costs those who judge it.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/kio"
)

func main() {
	if err := parse(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func parse(file, times string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(times)
	if err != nil {
		return err
	}
	for range n {
		// Without taking aliases out, which is the quicker of the two ways.
		if _, err := (&kio.ByteReader{Reader: bytes.NewReader(text), OmitReaderAnnotations: true}).Read(); err != nil {
			return err
		}
	}
	return nil
}
