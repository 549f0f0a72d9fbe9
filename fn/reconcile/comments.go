package reconcile

import "sigs.k8s.io/kustomize/kyaml/yaml"

// copyComments copies comments to the same fields of another tree.
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
					to.Content[j].LineComment += takeLineComment(to.Content[j+1])
				}
			}
		}
	case yaml.SequenceNode:
		for i := range min(len(from.Content), len(to.Content)) {
			copyComments(from.Content[i], to.Content[i])
			to.Content[i].HeadComment += takeLineComment(to.Content[i])
		}
	}
}

// takeLineComment removes and returns the line comment of a collection that is now in block
// style, where the comment would end up on another line.
func takeLineComment(value *yaml.Node) string {
	if value.Kind == yaml.ScalarNode || value.Style&yaml.FlowStyle != 0 || len(value.Content) == 0 {
		return ""
	}
	comment := value.LineComment
	value.LineComment = ""
	return comment
}
