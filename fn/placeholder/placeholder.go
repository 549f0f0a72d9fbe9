// Package placeholder finds text that another tool replaces before the object reaches the
// cluster: Flux's and envsubst's variables, kustomize's vars, Helm and Jinja templates. A
// field that contains one cannot be checked.
//
// The placeholders of this program's own annotations, such as $(key), look like
// kustomize's vars. Ask about fields of objects only, not about those annotations.
package placeholder

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// In reports whether the text contains a placeholder.
func In(text string) bool { return First(text) != "" }

// First returns the first placeholder of the text, "" if it has none.
//
// The placeholders are:
//
//	${NAME}, ${NAME:=default}, ${#NAME}   Flux, envsubst
//	$NAME                                 envsubst; upper case only
//	$(NAME)                               kustomize vars
//	{{ … }}, {% … %}                      Helm, Argo CD ApplicationSets, Jinja
//	#{NAME}#                              token replacement in pipelines
//	<path:…>                              Argo CD Vault Plugin
//
// $G and $SYS are accounts of NATS, $JS.API and others its subjects. Alone or at the
// beginning of a value, they are literal.
//
// $1 and ${1} are not placeholders: PromQL's label_replace uses them. Neither are $__interval
// and $namespace, which only Grafana replaces.
func First(text string) string {
	if isNATS(text) {
		return ""
	}
	// Each closing text is searched once, so that the time is linear.
	lasts := map[string]int{}
	for i := range len(text) {
		if length := lengthAt(text[i:], func(closing string) bool {
			last, known := lasts[closing]
			if !known {
				last = strings.LastIndex(text, closing)
				lasts[closing] = last
			}
			return last > i
		}); length > 0 {
			return text[i : i+length]
		}
	}
	return ""
}

// natsNames are the beginnings of NATS's accounts and of the subjects of its services.
var natsNames = []string{"$G", "$SYS", "$JS", "$KV", "$O", "$SRV", "$MQTT", "$NRG"}

// isNATS reports whether the text is exactly an account or a subject of NATS.
func isNATS(text string) bool {
	name, rest, subject := strings.Cut(text, ".")
	if !slices.Contains(natsNames, name) {
		return false
	}
	return !subject || rest != "" && !strings.ContainsAny(rest, "$ {<#")
}

// lengthAt returns the length of the placeholder at the beginning of the text, 0 if there is none.
// closed reports whether a closing text follows.
func lengthAt(text string, closed func(string) bool) int {
	between := func(opening, closing string) int {
		if !strings.HasPrefix(text, opening) || !closed(closing) {
			return 0
		}
		end := strings.Index(text[len(opening):], closing)
		if end < 0 {
			return 0
		}
		return len(opening) + end + len(closing)
	}
	switch text[0] {
	case '$':
		if isBraced(text) {
			return between("${", "}")
		}
		return bare(text)
	case '{':
		return max(between("{{", "}}"), between("{%", "%}"))
	case '#':
		return between("#{", "}#")
	case '<':
		return between("<path:", ">")
	}
	return 0
}

// isBraced reports whether the text begins like ${NAME} or ${#NAME}.
func isBraced(text string) bool {
	name, found := strings.CutPrefix(text, "${")
	name = strings.TrimPrefix(name, "#")
	return found && !strings.HasPrefix(name, "__") && word(name, isLetter) > 0
}

// bare returns the length of $(NAME) or $NAME, 0 if the text begins with neither.
func bare(text string) int {
	rest := text[1:]
	if name, found := strings.CutPrefix(rest, "("); found {
		if n := word(name, isVar); n > 0 && strings.HasPrefix(name[n:], ")") {
			return len("$(") + n + len(")")
		}
		return 0
	}
	if n := word(rest, isUpper); n > 0 && word(rest[n:], isLetter) == 0 && !strings.HasPrefix(rest, "__") {
		return len("$") + n
	}
	return 0
}

// word returns the number of bytes at the beginning of the text that are letters of a kind, or
// digits after the first.
func word(text string, letter func(byte) bool) int {
	n := 0
	for n < len(text) && (letter(text[n]) || n > 0 && text[n] >= '0' && text[n] <= '9') {
		n++
	}
	return n
}

func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' || c == '_' }
func isLetter(c byte) bool { return isUpper(c) || c >= 'a' && c <= 'z' }
func isVar(c byte) bool    { return isLetter(c) || c == '.' || c == '-' }

// Is reports whether a node is a scalar that contains a placeholder, or a template without quotes:
// YAML reads {{ .Values.max }} as an object whose key is an object.
func Is(n *yaml.Node) bool {
	switch {
	case n == nil:
		return false
	case n.Kind == yaml.ScalarNode:
		return In(n.Value)
	case n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle != 0 && len(n.Content) == 2:
		return n.Content[0].Kind == yaml.MappingNode
	}
	return false
}
