package rule

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

func (p *pass) pod() *yaml.Node {
	if p.Workload == nil {
		return nil
	}
	return p.Workload.Field("spec", "template", "spec")
}

// containers returns the containers whose usage the HPA adds up. It includes native sidecars,
// which KEDA's webhook ignores.
func (p *pass) containers() []*yaml.Node {
	all := append([]*yaml.Node(nil), inventory.Elements(inventory.Field(p.pod(), "containers"))...)
	for _, c := range inventory.Elements(inventory.Field(p.pod(), "initContainers")) {
		if inventory.Text(inventory.Field(c, "restartPolicy")) == "Always" {
			all = append(all, c)
		}
	}
	return all
}
