package main

import (
	"strings"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/reference"
)

// reference returns the expected contents of a section of the reference.
func (r reader) reference(name string, _ []string) []string {
	section, known := reference.Sections()[name]
	require.True(r.t, known, "there is no reference %q", name)
	return strings.Split(strings.TrimSpace(section), "\n")
}
