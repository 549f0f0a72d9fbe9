package annotation_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/annotation"
)

func TestVocabularyIsComplete(t *testing.T) {
	for _, k := range annotation.Vocabulary() {
		assert.NotEmpty(t, k.Name)
		assert.NotEmpty(t, k.Format, k.Name)
		assert.NotEmpty(t, k.Example, k.Name)
		assert.NotEmpty(t, k.Effect, k.Name)
		assert.Regexp(t, `^[a-z]+(-[a-z]+)*$`, k.Name)
	}
}

func TestExamplesAreValid(t *testing.T) {
	for _, k := range annotation.Vocabulary() {
		text := strings.Trim(k.Example, "`\"")
		_, problems := annotation.Parse(annotations{k.Name: strings.ReplaceAll(text, "{…}", "{}")}, signals)
		assert.Empty(t, problems, k.Name)
	}
}

func TestNames(t *testing.T) {
	names := annotation.Names([]string{"cpu", "gpu"})
	assert.IsIncreasing(t, names)
	for _, name := range []string{"cpu", "gpu", "gpu-activation", "profile", "scaled-object"} {
		assert.Contains(t, names, name)
	}
	assert.NotContains(t, names, "cpu-activation")
	assert.Len(t, names, len(annotation.Vocabulary())+3)
}

func TestVocabularyIsACopy(t *testing.T) {
	annotation.Vocabulary()[0].Name = "changed"
	assert.Equal(t, "enabled", annotation.Vocabulary()[0].Name)
}
