package reference

import "modelhost.dev/scale-modelhosts/fn"

func rules() string {
	t := newTable("rule", "severity", "reports", "consequence")
	for _, r := range fn.Rules() {
		t.add(code(r.ID), string(r.Severity), r.Summary, r.Consequence)
	}
	return t.String()
}
