// Package kpt has what the catalogue of kpt functions knows of this one, in the form in
// which functions on its SDK print it for --doc.
package kpt

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

var (
	//go:embed README.md
	readme string
	//go:embed metadata.yaml
	metadata []byte
)

// Document is that form: krm-functions-sdk/go/fn v1.0.4, internal/docs/render.go.
type Document struct {
	// Short, Long and Examples are parts of the README.
	Short    string `json:"short" yaml:"-"`
	Long     string `json:"long" yaml:"-"`
	Examples string `json:"examples" yaml:"-"`

	Image              string   `json:"image" yaml:"image"`
	Description        string   `json:"description" yaml:"description"`
	Tags               []string `json:"tags" yaml:"tags"`
	SourceURL          string   `json:"sourceURL" yaml:"sourceURL"`
	ExamplePackageURLs []string `json:"examplePackageURLs" yaml:"examplePackageURLs"`
	License            string   `json:"license" yaml:"license"`
	Hidden             bool     `json:"hidden" yaml:"hidden"`
}

// Read is the one of this function.
func Read() (Document, error) {
	d := Document{Short: part("Short"), Long: part("Long"), Examples: part("Examples")}
	if err := yaml.Unmarshal(metadata, &d); err != nil {
		return d, fmt.Errorf("metadata.yaml: %w", err)
	}
	return d, nil
}

// part is what stands in the README between the comments of one name.
func part(name string) string {
	_, after, _ := strings.Cut(readme, "<!--mdtogo:"+name+"-->")
	text, _, _ := strings.Cut(after, "<!--mdtogo-->")
	return strings.TrimSpace(text)
}

// WriteDoc prints it as JSON.
func WriteDoc(w io.Writer) error {
	d, err := Read()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}
