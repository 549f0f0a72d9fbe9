// Command parse parses a file with kyaml, a given number of times, and does nothing with it.
// It measures the cost of reading a package.
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
		// Does not expand aliases, which is the faster of the two ways.
		if _, err := (&kio.ByteReader{Reader: bytes.NewReader(text), OmitReaderAnnotations: true}).Read(); err != nil {
			return err
		}
	}
	return nil
}
