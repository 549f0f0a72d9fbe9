package host

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

func field(place, name string) string { return place + "[" + name + "]" }

func annotationField(name string) string { return field("metadata.annotations", name) }

func (f *finder) add(o *inventory.Object, found finding.Finding) {
	found.Resource, found.File = o.Resource(), o.File()
	f.findings = append(f.findings, found)
}

func (f *finder) addMisplaced(o *inventory.Object, place, key, message, hint string) {
	f.add(o, finding.Finding{
		Rule: RuleMisplaced.ID, Severity: RuleMisplaced.Severity,
		Field: field(place, f.spec.AnnotationPrefix+"/"+key), Message: message, Hint: hint,
	})
}

func (f *finder) addNotModelHost(o *inventory.Object, g scalingAnnotations, why, hint string) {
	f.add(o, finding.Finding{
		Rule: RuleNotModelHost.ID, Severity: RuleNotModelHost.Severity,
		Field:   annotationField(f.spec.AnnotationPrefix + "/" + slices.Min(g.keys)),
		Message: "this " + o.Kind + " has scaling annotations but is not a model host: " + why, Hint: hint,
	})
}

// addProblems reports the parser's problems.
func (f *finder) addProblems(o *inventory.Object, problems []annotation.Problem) {
	for _, p := range problems {
		rule := RuleInvalidValue
		if p.IsUnknownKey() {
			rule = RuleUnknownAnnotation
		}
		name := annotationField(f.spec.AnnotationPrefix + "/" + p.Key)
		if p.Path != "" && p.Path[0] != '[' {
			name += "."
		}
		p.Path = name + p.Path
		f.add(o, finding.FromProblem(rule, o.Resource(), p.Problem))
	}
}
