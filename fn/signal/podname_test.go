package signal_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/signal"
)

// hashes have the lengths that ReplicaSets use.
var hashes = []string{"7d8f9c6b", "5f4b8c9d7", "6b9f8d7c54"}

// pod returns a pod's name as Kubernetes generates it: the ReplicaSet's name and a dash, cut to 58
// characters, and five more.
func pod(deployment, hash string) string {
	base := deployment + "-" + hash + "-"
	return base[:min(len(base), 58)] + "x2z4q"
}

// matches matches the regular expression as Prometheus does: in a PromQL string, and anchored.
func matches(t *testing.T, quoted, name string) bool {
	t.Helper()
	re, err := regexp.Compile("^(?:" + strings.ReplaceAll(quoted, `\\`, `\`) + ")$")
	require.NoError(t, err)
	return re.MatchString(name)
}

func TestPodRegexMatchesOwnPodsOfAnyLength(t *testing.T) {
	for length := 1; length <= 70; length++ {
		name := strings.Repeat("a", length)
		for _, hash := range hashes {
			assert.True(t, matches(t, signal.PodRegex("Deployment", name), pod(name, hash)),
				"%d characters, hash %s: %s", length, hash, pod(name, hash))
		}
	}
}

func TestPodRegexDoesNotMatchNeighbours(t *testing.T) {
	tests := []struct{ name, own, other string }{
		{"a longer name", "llama", "llama-2"},
		{"a name with another word", "prt-depl-modelhost-llama", "prt-depl-modelhost-llama-canary"},
		{"a name that begins sooner", "llama", "my-llama"},
		{"a dot that any letter would match", "llama.3", "llamax3"},
		{"the same but for the last letter", "llama-a", "llama-b"},
		{"a longer name, both within 46", strings.Repeat("a", 40), strings.Repeat("a", 40) + "-two"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, hash := range hashes {
				assert.False(t, matches(t, signal.PodRegex("Deployment", test.own), pod(test.other, hash)))
				assert.False(t, matches(t, signal.PodRegex("Deployment", test.other), pod(test.own, hash)))
			}
		})
	}
}

// If a name is too long for the dash after the hash, the expression is as exact as the pods' names:
// it distinguishes names that differ before the cut.
func TestPodRegexOfLongNamesIsAsExactAsPodNames(t *testing.T) {
	for length := 45; length <= 63; length++ {
		own := strings.Repeat("a", length)
		other := strings.Repeat("a", length-1) + "b"
		for _, hash := range hashes {
			assert.Equal(t, length > 58, matches(t, signal.PodRegex("Deployment", own), pod(other, hash)), "%d characters", length)
			assert.False(t, matches(t, signal.PodRegex("Deployment", own), "b"+pod(own, hash)), "%d characters", length)
		}
	}
}

func TestPodRegexOfStatefulSets(t *testing.T) {
	re := signal.PodRegex("StatefulSet", "llama")
	assert.True(t, matches(t, re, "llama-0"))
	assert.True(t, matches(t, re, "llama-12"))
	assert.False(t, matches(t, re, "llama-2-0"))
	assert.False(t, matches(t, re, pod("llama", hashes[0])))
	assert.False(t, matches(t, signal.PodRegex("Deployment", "llama"), "llama-2-0"))
}

func TestPodRegexIsValidInAPromQLString(t *testing.T) {
	assert.Equal(t, `llama\\.3-[a-z0-9]{1,10}-[a-z0-9]{5}`, signal.PodRegex("Deployment", "llama.3"))
	assert.Equal(t, `llama\\.3-[0-9]+`, signal.PodRegex("StatefulSet", "llama.3"))
	assert.Equal(t, signal.PodRegex("Deployment", "llama"), signal.PodRegex("Rollout", "llama"))
	for _, room := range []int{1, 5, 10} {
		name := strings.Repeat("a", 57-room)
		assert.Equal(t, fmt.Sprintf("%s-[a-z0-9-]{1,%d}[a-z0-9]{5}", name, room), signal.PodRegex("Deployment", name))
	}
}

func TestPodNamesMatchPodRegex(t *testing.T) {
	for _, kind := range []string{"Deployment", "StatefulSet"} {
		for length := 1; length <= 63; length++ {
			name := strings.Repeat("a", length)
			for pod := range signal.PodNames(kind, name) {
				assert.True(t, matches(t, signal.PodRegex(kind, name), pod), pod)
				assert.False(t, matches(t, signal.PodRegex(kind, "b"+name[1:]), pod), pod)
			}
		}
	}
}

func TestIsPodRegex(t *testing.T) {
	assert.True(t, signal.IsPodRegex(`llama\.3-[a-z0-9]{1,10}-[a-z0-9]{5}`, "Deployment", "llama.3"))
	assert.False(t, signal.IsPodRegex(`llama-.*`, "Deployment", "llama"))
}
