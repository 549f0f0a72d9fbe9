package hpa

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// record is what is kept of an adopted HPA: the HPA leaves the package, but later renders
// need its settings.
type record struct {
	Name        string         `json:"name"`
	MinReplicas *int32         `json:"minReplicas,omitempty"`
	MaxReplicas *int32         `json:"maxReplicas,omitempty"`
	Metrics     []metricSpec   `json:"metrics,omitempty"`
	Behavior    *keda.Behavior `json:"behavior,omitempty"`
}

// Record returns the HPA as YAML. Equal HPAs have equal records.
func (h HPA) Record() string {
	r := record{Name: h.Name, MinReplicas: h.Min, MaxReplicas: h.Max, Behavior: h.Behavior}
	for _, m := range h.Metrics {
		r.Metrics = append(r.Metrics, m.source)
	}
	text, err := yaml.NewRNode(encoding.Node(r)).String()
	if err != nil {
		return ""
	}
	return text
}

// FromRecord parses the result of Record. Problems have paths within the text.
func FromRecord(text string) HPA {
	node, problems := strictyaml.Parse(text, "")
	if len(problems) > 0 {
		return HPA{Problems: problems}
	}
	var r record
	problems = strictyaml.Decode(node, "", &r)
	h := newHPA(spec{common: common{MinReplicas: r.MinReplicas, MaxReplicas: r.MaxReplicas}, Metrics: r.Metrics, Behavior: r.Behavior}, problems)
	h.Name = r.Name
	return h
}
