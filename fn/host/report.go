package host

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Rules of this stage.
const (
	// RuleUnknownAnnotation is of an annotation under our prefix that there is not.
	RuleUnknownAnnotation = "annotation-unknown"
	// RuleInvalidValue is of an annotation whose value cannot be read.
	RuleInvalidValue = "annotation-value"
	// RuleMisplaced is of intent where nobody reads it.
	RuleMisplaced = "annotation-misplaced"
	// RuleMisspelledPrefix is for annotations of ours with a misspelled prefix, RulePrefixNear for
	// those that may be somebody else's.
	RuleMisspelledPrefix = "annotation-prefix"
	RuleSimilarPrefix    = "annotation-prefix-near"
	// RuleNotModelHost is of intent on a workload that is no model host.
	RuleNotModelHost = "not-a-model-host"
	// RuleDuplicateKey is of a mapping key that stands twice in a model host.
	RuleDuplicateKey = "yaml-duplicate-key"
)

func field(place, name string) string { return place + "[" + name + "]" }

func annotationField(name string) string { return field("metadata.annotations", name) }

func (f *finder) add(o *inventory.Object, found finding.Finding) {
	found.Resource, found.File = o.Resource(), o.File()
	f.findings = append(f.findings, found)
}

func (f *finder) addMisplaced(o *inventory.Object, place, key, message, hint string) {
	f.add(o, finding.Finding{
		Rule: RuleMisplaced, Severity: finding.Error,
		Field: field(place, f.spec.AnnotationPrefix+"/"+key), Message: message, Hint: hint,
	})
}

func (f *finder) addNotModelHost(o *inventory.Object, g scalingAnnotations, why, hint string) {
	f.add(o, finding.Finding{
		Rule: RuleNotModelHost, Severity: finding.Error,
		Field:   annotationField(f.spec.AnnotationPrefix + "/" + slices.Min(g.keys)),
		Message: "this " + o.Kind + " is annotated but is no model host: " + why, Hint: hint,
	})
}

// addProblems turns the parser's problems into findings.
func (f *finder) addProblems(o *inventory.Object, problems []annotation.Problem) {
	for _, p := range problems {
		rule := RuleInvalidValue
		if p.Unknown {
			rule = RuleUnknownAnnotation
		}
		name := annotationField(f.spec.AnnotationPrefix + "/" + p.Key)
		if p.Path != "" && p.Path[0] != '[' {
			name += "."
		}
		name += p.Path
		f.add(o, finding.Finding{Rule: rule, Severity: finding.Error, Field: name, Message: p.Message, Hint: p.Hint})
	}
}
