package reference

import "modelhost.dev/scale-modelhosts/config"

func labels() string {
	t := newTable("preset", "for", "`podLabel`", "`namespaceLabel`", "`serverPodLabel`", "`serverNamespaceLabel`", "source")
	for _, p := range config.LabelPresets() {
		t.add(code(p.Name), p.For, code(p.Pod), code(p.Namespace), code(p.ServerPod), code(p.ServerNamespace), p.Source)
	}
	return t.String()
}
