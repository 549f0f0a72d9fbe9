package fn

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// embeddedField returns the field in which an object holds KEDA objects or model hosts, as a
// template or a text of which something makes objects later, and which of the two; ""
// where it holds none. References to such objects do not count.
func embeddedField(o *inventory.Object, prefix string) (field, what string) {
	if isKEDAs(o.Group()) {
		return "", ""
	}
	top := o.Field()
	if top == nil || top.Kind != yaml.MappingNode {
		return "", ""
	}
	for i := 0; i+1 < len(top.Content); i += 2 {
		name := top.Content[i].Value
		if name == "metadata" { // kubectl's copy of the object is there
			continue
		}
		if steps, what := embeddedIn(top.Content[i+1], prefix); what != "" {
			field = strictyaml.Field("", name)
			for _, step := range slices.Backward(steps) {
				field = step(field)
			}
			return field, what
		}
	}
	return "", ""
}

func isKEDAs(group string) bool { return group == keda.Group || group == httpaddon.Group }

// Both kinds of objects that may be embedded.
const (
	holdsKEDAs = "KEDA objects"
	holdsHosts = "model hosts"
)

// embeddedIn returns the steps that lead below a node, the last first. It makes none where
// there is nothing: an object may be large.
func embeddedIn(n *yaml.Node, prefix string) (steps []func(path string) string, what string) {
	switch n.Kind {
	case yaml.ScalarNode:
		return nil, embeddedText(n.Value, prefix)
	case yaml.SequenceNode:
		for i, item := range n.Content {
			if steps, what := embeddedIn(item, prefix); what != "" {
				return append(steps, func(path string) string { return strictyaml.Index(path, i) }), what
			}
		}
	case yaml.MappingNode:
		if what := embeddedObject(n, prefix); what != "" {
			return nil, what
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if steps, what := embeddedIn(n.Content[i+1], prefix); what != "" {
				return append(steps, func(path string) string { return strictyaml.Field(path, n.Content[i].Value) }), what
			}
		}
	}
	return nil, ""
}

// embeddedObject returns which kind of object a mapping is: one with contents, not only a name.
func embeddedObject(n *yaml.Node, prefix string) string {
	version := inventory.Text(inventory.Field(n, "apiVersion"))
	if version == "" || inventory.Field(n, "kind") == nil {
		return ""
	}
	group, _, _ := strings.Cut(version, "/")
	if isKEDAs(group) && (inventory.Field(n, "spec") != nil || inventory.Field(n, "data") != nil) {
		return holdsKEDAs
	}
	for name := range inventory.Texts(inventory.Field(n, "metadata", "annotations")) {
		if strings.HasPrefix(name, prefix+"/") {
			return holdsHosts
		}
	}
	return ""
}

// embeddedText returns which kind of object, in YAML or JSON, a text contains.
func embeddedText(text, prefix string) string {
	const version = "apiVersion"
	switch {
	case !strings.Contains(text, version):
		return ""
	case contains(text, keda.Group+"/", func(before string) bool {
		before, _ = strings.CutSuffix(before, strings.TrimSuffix(httpaddon.Group, keda.Group))
		return isVersion(before)
	}):
		return holdsKEDAs
	case contains(text, prefix+"/", func(before string) bool { return !isVersion(before) }):
		return holdsHosts // a functionConfig's apiVersion may begin like an annotation
	}
	return ""
}

// contains reports whether a word stands in a text behind what is wanted.
func contains(text, word string, behind func(before string) bool) bool {
	for at := 0; ; at += len(word) {
		next := strings.Index(text[at:], word)
		if next < 0 {
			return false
		}
		at += next
		const enough = 40
		if behind(text[max(0, at-enough):at]) {
			return true
		}
	}
}

// isVersion reports whether a text ends where the value of an apiVersion begins.
func isVersion(before string) bool {
	return strings.HasSuffix(strings.TrimRight(before, "\"' :\\"), "apiVersion")
}

// expandHints holds fixes for kinds whose objects another program expands.
var expandHints = map[string]string{
	"template.openshift.io/Template":            "pipe `oc process -o yaml` into `check -`",
	"fluxcd.controlplane.io/ResourceSet":        "pipe the objects that it renders into `check -`",
	"kustomize.toolkit.fluxcd.io/Kustomization": "list the patches in the folder's kustomization, or pipe `flux build kustomization` into `check -`",
}

func expandHint(o *inventory.Object) string {
	if hint := expandHints[o.Group()+"/"+o.Kind]; hint != "" {
		return hint
	}
	return "pipe the objects made from it into `check -`"
}
