package synthetic

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

const functionConfig = `apiVersion: autoscaling.modelhost.dev/v1alpha1
kind: ScaleModelHosts
metadata:
  name: scale-modelhosts
  annotations:
    config.kubernetes.io/local-config: "true"
`

const execFunction = `    config.kubernetes.io/function: |
      exec: {path: scale-modelhosts}
`

// ResourceList writes a function's input of n items to a new file.
//
// It uses a small buffer, because the memory of this process counts in the peak memory of the
// processes it starts.
func ResourceList(file string, n int) error {
	return create(file, func(w io.Writer) error {
		head := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n"
		if _, err := io.WriteString(w, head); err != nil {
			return err
		}
		if err := writeIndented(w, "  ", "  ", functionConfig); err != nil {
			return err
		}
		if _, err := io.WriteString(w, "items:\n"); err != nil {
			return err
		}
		for i := range n {
			if err := Resource(w, i, "- ", "  "); err != nil {
				return err
			}
		}
		return nil
	})
}

// Kustomization writes a kustomize package of n resources to a folder, with the
// function as its transformer or without any.
func Kustomization(dir string, n int, withFunction bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	text := "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [resources.yaml]\n"
	if withFunction {
		text += "transformers: [scale-modelhosts.yaml]\n"
		config := []byte(functionConfig + execFunction)
		if err := os.WriteFile(filepath.Join(dir, "scale-modelhosts.yaml"), config, 0o644); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "kustomization.yaml"), []byte(text), 0o644); err != nil {
		return err
	}
	return create(filepath.Join(dir, "resources.yaml"), func(w io.Writer) error {
		for i := range n {
			if _, err := io.WriteString(w, "---\n"); err != nil {
				return err
			}
			if err := Resource(w, i, "", ""); err != nil {
				return err
			}
		}
		return nil
	})
}

func create(file string, write func(io.Writer) error) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func writeIndented(w io.Writer, first, rest, text string) error {
	indent := first
	for line := range strings.Lines(text) {
		if _, err := fmt.Fprint(w, indent, line); err != nil {
			return err
		}
		indent = rest
	}
	return nil
}
