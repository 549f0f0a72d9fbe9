package keda_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

func TestIsNumber(t *testing.T) {
	for _, text := range []string{"0", "70", "0.5", "-1", "1e3", "1E-2"} {
		assert.True(t, keda.IsNumber(text), text)
	}
	for _, text := range []string{"", "070", "+70", ".5", "5.", "NaN", "Inf", "70%", "0x1", "1 ", " 1", "1\n", "-", "true", "1_000"} {
		assert.False(t, keda.IsNumber(text), text)
	}
}
