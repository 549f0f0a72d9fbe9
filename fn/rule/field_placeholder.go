package rule

import (
	"fmt"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

var fieldPlaceholder = &Rule{
	ID:          "field-placeholder",
	Severity:    finding.Info,
	Layer:       Admission,
	Scope:       Objects,
	Summary:     "fields of a KEDA object that another tool fills in later",
	Consequence: "their types and values are not checked, since they are not known yet",
	Run:         checkFieldPlaceholder,
}

// checkFieldPlaceholder names the fields that are not checked.
func checkFieldPlaceholder(p *pass) {
	if !p.oneByOne || !isKEDAs(p.Object) {
		return
	}
	paths := append(plan.Placeholders(p.Object.Field("metadata"), "metadata"), p.schema().Placeholders...)
	if len(paths) == 0 {
		return
	}
	const most = 3
	shown := strings.Join(paths[:min(most, len(paths))], ", ")
	if len(paths) > most {
		shown += ", …"
	}
	p.report("", fmt.Sprintf("%s with placeholders %s not checked: %s", count(len(paths), "field"), map[bool]string{true: "is", false: "are"}[len(paths) == 1], shown), "check the output of the tool that fills them in")
}

// count returns a number with its noun.
func count[N int | int64](n N, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
