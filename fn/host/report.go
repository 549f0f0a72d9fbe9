package host

import (
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/intent"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// Rules of this stage.
const (
	RuleUnknown   = "annotation-unknown"
	RuleValue     = "annotation-value"
	RuleMisplaced = "annotation-misplaced"
	RulePrefix    = "annotation-prefix"
	RuleNoHost    = "not-a-model-host"
)

func field(place, name string) string { return place + "[" + name + "]" }

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

func (f *finder) noHost(o *inventory.Object, given map[string]string, why, hint string) {
	f.add(o, finding.Finding{
		Rule: RuleNoHost, Severity: finding.Error,
		Field:   field("metadata.annotations", f.spec.AnnotationPrefix+"/"+keysOf(given)[0]),
		Message: "this " + o.Kind + " is annotated but is no model host: " + why, Hint: hint,
	})
}

// report turns the parser's problems into findings.
func (f *finder) report(o *inventory.Object, problems []intent.Problem) {
	for _, p := range problems {
		rule := RuleValue
		if p.Unknown {
			rule = RuleUnknown
		}
		name := field("metadata.annotations", f.spec.AnnotationPrefix+"/"+p.Key)
		if p.Path != "" {
			name += "." + p.Path
		}
		f.add(o, finding.Finding{Rule: rule, Severity: finding.Error, Field: name, Message: p.Message, Hint: p.Hint})
	}
}
