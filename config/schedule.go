package config

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/schedule"
)

// Schedule is the lines of a schedule; one without any line drops what is underneath.
type Schedule []string

// UnmarshalNode takes a list of lines, or off.
func (s *Schedule) UnmarshalNode(n *yaml.Node) error {
	const form = `write a list such as ["` + schedule.Example + `"], or off`
	if n.Kind == yaml.ScalarNode && n.Value == string(Off) {
		*s = Schedule{}
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		return fmt.Errorf("must be a list; %s", form)
	}
	lines := make(Schedule, 0, len(n.Content))
	for i, item := range n.Content {
		// Without quotes, the colon makes a mapping of a line.
		if item.Kind != yaml.ScalarNode {
			return fmt.Errorf("line %d is not text; put it in quotes, as \"%s\"", i+1, schedule.Example)
		}
		lines = append(lines, item.Value)
	}
	*s = lines
	return nil
}

// ScheduleProblem is one thing wrong with a line of a schedule; the first is 0.
type ScheduleProblem struct {
	Line          int
	Message, Hint string
}

// Problems are all of the lines', and what they have against each other.
func (s Schedule) Problems() []ScheduleProblem {
	var all []ScheduleProblem
	ranges := make([]schedule.Range, len(s))
	for i, line := range s {
		var problems []schedule.Problem
		ranges[i], problems = schedule.Parse(line)
		for _, p := range problems {
			all = append(all, ScheduleProblem{i, p.Message, p.Hint})
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, o := range schedule.Overlaps(ranges) {
		all = append(all, ScheduleProblem{o.Second, o.String(), "let one end where the other begins"})
	}
	return all
}

func (c *check) schedule(path string, s Schedule) {
	for _, p := range s.Problems() {
		c.add(fmt.Sprintf("%s[%d]", path, p.Line), p.Message, p.Hint)
	}
}
