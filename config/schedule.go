package config

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/schedule"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Schedule holds the lines of a schedule. One without lines drops that of a profile or the
// defaults.
type Schedule []string

// UnmarshalNode decodes a list of lines, or off.
func (s *Schedule) UnmarshalNode(n *yaml.Node) error {
	const form = `use a list such as ["` + schedule.Example + `"], or off`
	if n.Kind == yaml.ScalarNode && n.Value == string(Off) {
		*s = Schedule{}
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		return fmt.Errorf("must be a list; %s", form)
	}
	lines := make(Schedule, 0, len(n.Content))
	for i, item := range n.Content {
		// Without quotes, the colon turns a line into an object.
		if item.Kind != yaml.ScalarNode {
			return fmt.Errorf("line %d is not a string; quote it, as in \"%s\"", i+1, schedule.Example)
		}
		lines = append(lines, item.Value)
	}
	*s = lines
	return nil
}

// Problems returns the problems of all lines, or else the overlaps between them. A path is
// the index of a line, such as [0].
func (s Schedule) Problems() []problem.Problem {
	var all []problem.Problem
	ranges := make([]schedule.Range, len(s))
	for i, line := range s {
		var problems []problem.Problem
		ranges[i], problems = schedule.Parse(line)
		for _, p := range problems {
			all = append(all, problem.New(strictyaml.Index("", i), p.Message, p.Hint))
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, o := range schedule.Overlaps(ranges) {
		all = append(all, problem.New(strictyaml.Index("", o.Second), o.String(), "end one where the other begins"))
	}
	return all
}

func (c *check) schedule(path string, s Schedule) {
	for _, p := range s.Problems() {
		c.add(path+p.Path, p.Message, p.Hint)
	}
}
