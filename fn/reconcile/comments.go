package reconcile

import "sigs.k8s.io/kustomize/kyaml/yaml"

// copyComments carries comments over to the same fields of another tree.
func copyComments(from, to *yaml.Node) {
	if from == nil || to == nil {
		return
	}
	to.HeadComment, to.LineComment, to.FootComment = from.HeadComment, from.LineComment, from.FootComment
	if from.Kind != to.Kind {
		return
	}
	switch from.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(from.Content); i += 2 {
			for j := 0; j+1 < len(to.Content); j += 2 {
				if to.Content[j].Value == from.Content[i].Value {
					copyComments(from.Content[i], to.Content[j])
					copyComments(from.Content[i+1], to.Content[j+1])
					to.Content[j].LineComment += hanging(to.Content[j+1])
				}
			}
		}
	case yaml.SequenceNode:
		for i := range min(len(from.Content), len(to.Content)) {
			copyComments(from.Content[i], to.Content[i])
			to.Content[i].HeadComment += hanging(to.Content[i])
		}
	}
}

// hanging takes the comment behind brackets off what is written without them now:
// there it would end up behind another line.
func hanging(value *yaml.Node) string {
	if value.Kind == yaml.ScalarNode || value.Style&yaml.FlowStyle != 0 || len(value.Content) == 0 {
		return ""
	}
	comment := value.LineComment
	value.LineComment = ""
	return comment
}
