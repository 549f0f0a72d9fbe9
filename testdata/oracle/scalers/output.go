package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// address replaces an unknown value of a Secret where KEDA reads an address.
const address = "amqp://user:password@rabbitmq.queues:5672/vhost"

// outputsOf returns the triggers in the rendered output of this project's examples, with their
// authentications. No file contains the values of their Secrets.
func outputsOf(folder string) ([]example, error) {
	var all []example
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), "expected") || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		source, err := filepath.Rel(filepath.Dir(folder), path)
		for _, e := range triggersOf(filepath.ToSlash(source), manifestsIn("\n"+string(text))) {
			if e.Authentication["host"] == unknown {
				e.Authentication["host"] = address
			}
			all = append(all, e)
		}
		return err
	})
	return all, err
}
