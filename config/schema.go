package config

import (
	"bytes"
	_ "embed"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema of a functionConfig, for editors and other tools. It
// is made from this package's types. It knows shapes and names; what Validate
// reports beyond them it does not.
func Schema() []byte { return bytes.Clone(schema) }
