package main

import (
	"strings"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/reference"
)

// reference is what a section of the reference should be.
func (r reader) reference(name string, _ []string) []string {
	section, known := reference.Sections()[name]
	require.True(r.t, known, "there is no reference %q", name)
	return strings.Split(strings.TrimSpace(section), "\n")
}
