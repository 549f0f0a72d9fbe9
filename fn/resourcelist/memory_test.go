package resourcelist_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/resourcelist"
)

// Items that do not matter for scaling are passed through without copying.
func TestLargeItemsAreNotCopied(t *testing.T) {
	const size = 16 << 20
	text := []byte("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: prompts}\n  data:\n    text: |\n" +
		strings.Repeat("      lorem ipsum dolor sit amet\n", size/33) +
		"- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: w}\n")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	l, err := resourcelist.Read(text)
	require.NoError(t, err)
	require.Len(t, l.Items, 1)
	texts, err := l.Texts(krm.Outcome{Items: l.Items})
	require.NoError(t, err)
	runtime.ReadMemStats(&after)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(size/4))
	written := 0
	for _, part := range texts {
		written += len(part)
	}
	assert.Equal(t, len(text), written)
}
