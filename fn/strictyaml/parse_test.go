package strictyaml_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

func TestParse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a list", "- type: cron", ""},
		{"a document with its marker", "---\na: b\n", ""},
		{"an empty string", "", "is empty"},
		{"blanks", " \n ", "is empty"},
		{"only a comment", "# nothing\n", "is empty"},
		{"null", "~", "is empty"},
		{"two documents", "a: b\n---\nc: d\n", "more than one YAML document"},
		{"a broken second document", "a: b\n---\n[", "is not valid YAML"},
		{"a broken line", "a: b\nc: d: e\n", "is not valid YAML: line 2: mapping values are not allowed"},
		{"an open bracket", "a: [b", "is not valid YAML: line 1"},
		{"a bad alias", "a: *b", "is not valid YAML: unknown anchor"},
		{"no UTF-8", "a: \xff", "is not valid YAML"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			node, problems := strictyaml.Parse(tt.text, "metadata.annotations[x/triggers]")
			if tt.want == "" {
				require.Empty(t, problems)
				assert.NotNil(t, node)
				return
			}
			require.Len(t, problems, 1)
			assert.Nil(t, node)
			assert.Equal(t, "metadata.annotations[x/triggers]", problems[0].Path)
			assert.Contains(t, problems[0].Message, tt.want)
		})
	}
}

func TestParseReportsTabs(t *testing.T) {
	_, problems := strictyaml.Parse("a:\n\tb: c\n", "p")
	require.Len(t, problems, 1)
	assert.Equal(t, "indent with spaces, not tabs", problems[0].Hint)
}
