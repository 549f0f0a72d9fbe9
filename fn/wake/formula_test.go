package wake_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/wake"
)

func TestFormulaNames(t *testing.T) {
	for formula, expected := range map[string][]string{
		"":                               nil,
		"1.5e3 + 0x1":                    nil,
		"gpu +":                          nil,
		"{gpu: 1}.gpu":                   nil,
		"{a: rps}.a + 1":                 {"rps"},
		"gpu /* rps */ // queue":         {"gpu"},
		"`queue` == 'a' ? gpu : rps":     {"gpu", "rps"},
		"filter([gpu, 1], # > 2)[0]":     {"gpu"},
		"shout(gpu)":                     {"gpu"},
		"gpu":                            {"gpu"},
		"gpu + gpu":                      {"gpu"},
		"(gpu+rps)/2":                    {"gpu", "rps"},
		"gpu>=90?gpu:rps":                {"gpu", "rps"},
		"a == b && c != d":               {"a", "b", "c", "d"},
		"max([gpu, rps])":                {"gpu", "rps"},
		"float (gpu)":                    {"gpu"},
		"let x = gpu * 2; x > 5 ? x : 0": {"gpu"},
		"count([gpu], # > 1)":            {"gpu"},
		`$env["gpu-util"] + 'some' in x`: {"gpu-util", "x"},
		"gpu ?? 0":                       {"gpu"},
		"not true and nil":               nil,
		"$env.gpu":                       {"gpu"},
	} {
		names, _ := wake.FormulaNames(formula)
		assert.Equal(t, expected, names, formula)
	}
}
