package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestVerdict(t *testing.T) {
	cases := []struct {
		row  row
		want string
	}{
		{row{must: 1.5, aim: 1.2, seen: 1.2}, "aim"},
		{row{must: 1.5, aim: 1.2, seen: 1.3}, "must"},
		{row{must: 1.5, aim: 1.2, seen: 1.51}, "MISSED"},
		{row{must: 0.4, seen: 0.3}, "must"},
		{row{seen: 9}, ""},
	}
	for _, c := range cases {
		assert.Equal(t, c.want, c.row.verdict(), "%+v", c.row)
	}
}

func TestPrintCountsTheMissed(t *testing.T) {
	rows := []row{{measure: "a", must: 1, seen: 2}, {measure: "b", must: 1, seen: 0.5}, {measure: "c", seen: 3}}
	var out strings.Builder
	assert.Equal(t, 1, print(&out, rows))
	assert.Contains(t, out.String(), "≤ 1.00×")
	assert.Zero(t, print(&strings.Builder{}, withoutLimits(rows)))
}
