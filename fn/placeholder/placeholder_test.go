package placeholder_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

func TestFirst(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"180":                             "",
		"${X}":                            "${X}",
		"${X:=180}":                       "${X:=180}",
		"${max_replicas:-3}":              "${max_replicas:-3}",
		"${X^^}":                          "${X^^}",
		"${#X}":                           "${#X}",
		"http://${HOST}:9090":             "${HOST}",
		"$${X}":                           "${X}",
		"$MAX":                            "$MAX",
		"a-$MAX_2/b":                      "$MAX_2",
		"$_MAX":                           "$_MAX",
		"$(MAX)":                          "$(MAX)",
		"$(params.max-replicas)":          "$(params.max-replicas)",
		"{{ .Values.max }}":               "{{ .Values.max }}",
		"x-{{.a}}-{{.b}}":                 "{{.a}}",
		"{% if x %}":                      "{% if x %}",
		"#{Max}#":                         "#{Max}#",
		"<path:secret/data/keda#token>":   "<path:secret/data/keda#token>",
		"$":                               "",
		"$1":                              "",
		"${1}-x":                          "",
		"${}":                             "",
		"${X":                             "",
		"$(":                              "",
		"$(a b)":                          "",
		"$()":                             "",
		"$__rate_interval":                "",
		"${__range}":                      "",
		"$namespace":                      "",
		"$Namespace":                      "",
		`sum(rate(x{pod=~"a-.*$"}[1m]))`:  "",
		`sum(x{pod=~"^(a|b)$"}) > 0`:      "",
		`label_replace(x,"a","$1","b",y)`: "",
		"{a: {b: c}}":                     "",
		"{{ .Values.max":                  "",
		"<name>":                          "",
		"# {a}":                           "",
		"pa$$word":                        "",
		"$G":                              "",
		"$SYS":                            "",
		"$JS.API.CONSUMER.>":              "",
		"$KV.models.*":                    "",
		"$JS.${DOMAIN}.API":               "$JS",
		"$JS.":                            "$JS",
		"$JSON":                           "$JSON",
		"$GROUP":                          "$GROUP",
		"$G-1":                            "$G",
		"a.$SYS":                          "$SYS",
		`pod=~"^(a|B)$|^C$"`:              "",
	} {
		assert.Equal(t, want, placeholder.First(text), text)
		assert.Equal(t, want != "", placeholder.In(text), text)
	}
}

func TestIs(t *testing.T) {
	for text, want := range map[string]bool{
		"a: ${X}":                true,
		"a: {{ .Values.max }}":   true,
		`a: "{{ .Values.max }}"`: true,
		"a: {{ .a }}-x":          true,
		"a: 5":                   false,
		"a: {b: c}":              false,
		"a: {b: \"${X}\"}":       false,
		"a: [{{ .b }}]":          false,
		"a:":                     false,
	} {
		node, err := yaml.Parse(text)
		if err != nil {
			assert.Contains(t, text, "-x", "only what is no YAML is not parsed")
			continue
		}
		assert.Equal(t, want, placeholder.Is(node.YNode().Content[1]), text)
	}
	assert.False(t, placeholder.Is(nil))
}

func TestFirstTakesLinearTime(t *testing.T) {
	for _, opening := range []string{"{{", "{%", "${a", "#{", "<path:", "$(a"} {
		start := time.Now()
		assert.Empty(t, placeholder.First(strings.Repeat(opening, 2_000_000)))
		assert.Less(t, time.Since(start), 5*time.Second, opening)
	}
}

func FuzzFirst(f *testing.F) {
	for _, seed := range []string{"${X}", "$MAX", "$(a)", "{{ x }}", "{% x %}", "#{x}#", "<path:x>", strings.Repeat("{{", 10)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first := placeholder.First(text)
		assert.Contains(t, text, first)
		if first != "" {
			// At the beginning of a string, $O belongs to NATS.
			assert.Equal(t, first, placeholder.First("x"+first))
		}
	})
}
