package config_test

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
)

var update = flag.Bool("update", false, "write schema.json again")

// TestSchema compares schema.json with the types; -update writes it.
func TestSchema(t *testing.T) {
	made := generateSchema(t)
	if *update {
		require.NoError(t, os.WriteFile("schema.json", made, 0o644))
		return
	}
	assert.Equal(t, string(made), string(config.Schema()), "write it again: go test ./config -run TestSchema -update")
}

func TestSchemaIsACopy(t *testing.T) {
	config.Schema()[0] = 'x'
	assert.NotEqual(t, byte('x'), config.Schema()[0])
}
