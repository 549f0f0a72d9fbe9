package host

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Rules of this stage.
const (
	// RuleUnknown is of an annotation under our prefix that there is not.
	RuleUnknown = "annotation-unknown"
	// RuleValue is of an annotation whose value cannot be read.
	RuleValue = "annotation-value"
	// RuleMisplaced is of intent where nobody reads it.
	RuleMisplaced = "annotation-misplaced"
	// RulePrefix is for annotations of ours with a misspelled prefix, RulePrefixNear for
	// those that may be somebody else's.
	RulePrefix     = "annotation-prefix"
	RulePrefixNear = "annotation-prefix-near"
	// RuleNoHost is of intent on a workload that is no model host.
	RuleNoHost = "not-a-model-host"
	// RuleDuplicate is of a mapping key that stands twice in a model host.
	RuleDuplicate = "yaml-duplicate-key"
)

func field(place, name string) string { return place + "[" + name + "]" }

func annotationField(name string) string { return field("metadata.annotations", name) }

func (f *finder) add(o *inventory.Object, found finding.Finding) {
	found.Resource, found.File = o.Resource(), o.File()
	f.findings = append(f.findings, found)
}

func (f *finder) misplaced(o *inventory.Object, place, key, message, hint string) {
	f.add(o, finding.Finding{
		Rule: RuleMisplaced, Severity: finding.Error,
		Field: field(place, f.spec.AnnotationPrefix+"/"+key), Message: message, Hint: hint,
	})
}

func (f *finder) noHost(o *inventory.Object, g given, why, hint string) {
	f.add(o, finding.Finding{
		Rule: RuleNoHost, Severity: finding.Error,
		Field:   annotationField(f.spec.AnnotationPrefix + "/" + slices.Min(g.keys)),
		Message: "this " + o.Kind + " is annotated but is no model host: " + why, Hint: hint,
	})
}

// report turns the parser's problems into findings.
func (f *finder) report(o *inventory.Object, problems []annotation.Problem) {
	for _, p := range problems {
		rule := RuleValue
		if p.Unknown {
			rule = RuleUnknown
		}
		name := annotationField(f.spec.AnnotationPrefix + "/" + p.Key)
		if p.Path != "" && p.Path[0] != '[' {
			name += "."
		}
		name += p.Path
		f.add(o, finding.Finding{Rule: rule, Severity: finding.Error, Field: name, Message: p.Message, Hint: p.Hint})
	}
}
