package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// address stands for what is not known of a Secret where KEDA reads an address.
const address = "amqp://user:password@rabbitmq.queues:5672/vhost"

// outputsOf are the triggers in what this project's examples are rendered to, with what
// the authentications beside them give. What their Secrets hold stands in no file.
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
