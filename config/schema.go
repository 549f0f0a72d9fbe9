package config

import (
	"bytes"
	_ "embed"
)

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema of a functionConfig, for editors and other tools. It is
// generated from this package's types and covers less than Validate.
func Schema() []byte { return bytes.Clone(schema) }
