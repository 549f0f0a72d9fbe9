// Package kpt holds the function's entry for the catalog of kpt functions, in the form that
// functions built with kpt's SDK print for --doc.
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

// Document is the SDK's form: krm-functions-sdk/go/fn v1.0.4, internal/docs/render.go.
type Document struct {
	// Short, Long and Examples are sections of the README.
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

// Read returns the document of this function.
func Read() (Document, error) {
	d := Document{Short: part("Short"), Long: part("Long"), Examples: part("Examples")}
	if err := yaml.Unmarshal(metadata, &d); err != nil {
		return d, fmt.Errorf("metadata.yaml: %w", err)
	}
	return d, nil
}

// part returns the README's text between the comments with the name.
func part(name string) string {
	_, after, _ := strings.Cut(readme, "<!--mdtogo:"+name+"-->")
	text, _, _ := strings.Cut(after, "<!--mdtogo-->")
	return strings.TrimSpace(text)
}

// WriteDoc prints the document as JSON.
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
