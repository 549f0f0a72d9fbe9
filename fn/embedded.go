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

// embeddedField returns the field in which an object contains KEDA objects or model hosts, as a
// template or as text that becomes objects later, and which of the two. It returns "" if there is
// none. References to such objects do not count.
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
		if name == "metadata" { // it contains kubectl's copy of the object
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

// These kinds of objects may be embedded.
const (
	holdsKEDAs = "KEDA objects"
	holdsHosts = "model hosts"
)

// embeddedIn returns the steps that lead to the embedded object below a node, the last one first.
// It creates no steps on other paths, since an object may be large.
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

// embeddedObject returns what an object contains. It ignores references, which have only a name.
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

// embeddedText returns what a text contains, in YAML or JSON.
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

// contains reports whether a text has a word and follows accepts the text before it.
func contains(text, word string, follows func(before string) bool) bool {
	for at := 0; ; at += len(word) {
		next := strings.Index(text[at:], word)
		if next < 0 {
			return false
		}
		at += next
		const enough = 40
		if follows(text[max(0, at-enough):at]) {
			return true
		}
	}
}

// isVersion reports whether the value of an apiVersion begins at the end of a text.
func isVersion(before string) bool {
	return strings.HasSuffix(strings.TrimRight(before, "\"' :\\"), "apiVersion")
}

// expandHints are fixes for kinds whose objects another program expands.
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
