package signal_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/signal"
)

func TestFill(t *testing.T) {
	values := signal.Values{"key": "llama", "pod-regex": "llama-[0-9]+", "namespace": ""}
	tests := []struct {
		name, text, want string
		unknown, empty   []string
	}{
		{"one", `{pod=~"$(pod-regex)"}`, `{pod=~"llama-[0-9]+"}`, nil, nil},
		{"several, and one twice", "$(key) $(pod-regex) $(key)", "llama llama-[0-9]+ llama", nil, nil},
		{"none", "sum(m) $key ${key} $()", "sum(m) $key ${key} $()", nil, nil},
		{"an unknown one stays", "$(kee) $(key)", "$(kee) llama", []string{"kee"}, nil},
		{"one without a value", "a$(namespace)b", "ab", nil, []string{"namespace"}},
		{"names are case-sensitive", "$(Key)", "$(Key)", []string{"Key"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			filled, unknown, empty := values.Fill(test.text)
			assert.Equal(t, test.want, filled)
			assert.Equal(t, test.unknown, unknown)
			assert.Equal(t, test.empty, empty)
		})
	}
}

func TestFillInsertsValuesUnchanged(t *testing.T) {
	filled, unknown, _ := signal.Values{"a": "$(b)", "b": "c"}.Fill("$(a)")
	assert.Equal(t, "$(b)", filled)
	assert.Empty(t, unknown)
}

func TestNamesAreSorted(t *testing.T) {
	assert.Equal(t, []string{"a", "b"}, signal.Values{"b": "", "a": ""}.Names())
}
