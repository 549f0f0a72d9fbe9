package crd

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every table can be decoded, and every CEL rule and pattern in it is known here.
func TestTables(t *testing.T) {
	rules := map[string]bool{}
	count := 0
	for kind, load := range byKind() {
		for _, table := range load {
			table := table()
			count++
			assert.NotEmpty(t, table.Kind, kind)
			assert.NotEmpty(t, table.Schema.Properties["spec"], kind)
			walk(table.Schema, func(s *schema) {
				for _, v := range s.Validations {
					rules[v.Rule] = true
					assert.Contains(t, relations(), v.Rule)
				}
				if s.Pattern != "" {
					_, err := regexp.Compile(s.Pattern)
					assert.NoError(t, err)
				}
			})
		}
	}
	assert.Equal(t, 9, count)
	for rule := range relations() {
		assert.True(t, rules[rule], "no table has %s", rule)
	}
}

func walk(s *schema, do func(*schema)) {
	if s == nil {
		return
	}
	do(s)
	walk(s.Items, do)
	walk(s.AdditionalProperties, do)
	for _, property := range s.Properties {
		walk(property, do)
	}
}
