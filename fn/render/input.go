package render

import (
	"fmt"

	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// pipeline is a kpt pipeline with its functionConfig, nil if it has none.
type pipeline struct {
	source.Pipeline
	config *kyaml.RNode
}

// loaded is a package as the function receives it.
type loaded struct {
	krm.Input
	// pipelines are in the order in which kpt runs them: those of subpackages first. They are nil
	// if there is no Kptfile, or if one pipeline covers the whole package, whose functionConfig is
	// then in Input.
	pipelines []pipeline
}

// onlyConfig returns the functionConfig of a package that contains the given ones, or an error for
// several.
func (o Options) onlyConfig(configs []*kyaml.RNode) (*kyaml.RNode, error) {
	switch {
	case len(configs) == 0:
		return o.Config, nil
	case len(configs) > 1:
		return nil, fmt.Errorf("the package has %d functionConfigs, %s; keep one", len(configs), source.DescribeObjects(configs))
	case o.Config != nil:
		return nil, errTwoConfigs(source.DescribeObjects(configs))
	}
	return configs[0], nil
}

func errTwoConfigs(own string) error {
	return fmt.Errorf("the package has its own functionConfig, %s, in addition to the one given with --config or as Argo CD's parameter; keep one of the two", own)
}

// load returns a package with its pipelines.
func (o Options) load(items []*kyaml.RNode, all []source.Pipeline) (loaded, error) {
	l := loaded{Input: o.with(items, nil)}
	for _, p := range all {
		config, err := o.onlyConfig(p.Configs)
		if err != nil {
			return loaded{}, err
		}
		l.pipelines = append(l.pipelines, pipeline{p, config})
	}
	if len(all) == 1 && all[0].Dir == "." {
		l.FunctionConfig, l.pipelines = l.pipelines[0].config, nil
	}
	return l, nil
}

// with returns the input of the function for some items and a functionConfig.
func (o Options) with(items []*kyaml.RNode, config *kyaml.RNode) krm.Input {
	return krm.Input{Items: items, FunctionConfig: config, Namespace: o.Namespace, Strict: o.Strict, Today: o.Today}
}
