package rule

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// variable returns what is known about a variable of the container whose environment KEDA
// reads: pkg/scaling/resolver.
func (p *pass) variable(name string) scaler.Value {
	container := p.environmentSource()
	if container == nil {
		return scaler.Value{State: scaler.Possible}
	}
	for _, env := range inventory.Elements(inventory.Field(container, "env")) {
		if placeholder.Is(inventory.Field(env, "name")) {
			return scaler.Value{State: scaler.Possible}
		}
		if inventory.Text(inventory.Field(env, "name")) != name {
			continue
		}
		value := strings.TrimSpace(inventory.Text(inventory.Field(env, "value")))
		switch {
		case inventory.Field(env, "valueFrom") != nil || strings.Contains(value, "$(") || placeholder.In(value):
			return scaler.Value{State: scaler.Hidden}
		case value != "":
			return scaler.Value{State: scaler.Plain, Text: value}
		}
		return scaler.Value{}
	}
	if inventory.Field(container, "envFrom") != nil {
		return scaler.Value{State: scaler.Possible}
	}
	return scaler.Value{}
}

// environmentSource returns the container that the ScaledObject names, or the first; nil if the
// package does not have it.
func (p *pass) environmentSource() *yaml.Node {
	containers := inventory.Elements(inventory.Field(p.pod(), "containers"))
	if ref := p.Spec.ScaleTargetRef; ref != nil && ref.EnvSourceContainerName != "" {
		for _, c := range containers {
			if inventory.Text(inventory.Field(c, "name")) == ref.EnvSourceContainerName {
				return c
			}
		}
		return nil
	}
	if len(containers) == 0 {
		return nil
	}
	return containers[0]
}
