// Package reference writes the reference of all inputs and findings, from the tables that
// the program itself runs on.
package reference

import "strings"

// section is one part of the reference.
type section struct {
	// key is its name in Sections, title its heading and about its introduction.
	key, title, about string
	body              func() string
}

// sections lists the parts in their order.
var sections = []section{
	{"annotations", "Annotations", "Write scaling annotations in `metadata.annotations` of the workload, with the prefix `autoscaling.modelhost.dev/`. Any of them except `ignore` makes the workload a model host.", annotations},
	{"signals", "Signals", "The name of a signal is an annotation, and the annotation's value is the target. A signal that does not wake from zero has no value while no pods exist. For each model host, the placeholders in the queries below are replaced.", signals},
	{"labels", "Label presets", "The values of `spec.prometheus.labels`, and the defaults that each sets for the other label settings.", labels},
	{"istio", "Requests in Istio's metrics", "The matchers that replace `$(istio-requests)` in the signals `rps` and `latency-*` and in custom signals, by the settings in `spec.istio`.", istio},
	{"profiles", "Profiles", "The built-in profiles. The functionConfig can replace them and define others.", profiles},
	{"function-config", "functionConfig", "Fields are optional unless marked as required, which applies if their object is present. Unknown fields are errors.", functionConfig},
	{"flat-keys", "Flat keys", "The keys of a ConfigMap that serves as the functionConfig, such as the one `kpt fn eval` creates.", flatKeys},
	{"rules", "Rules", "If a finding is an error, the package is not changed. With `strict`, warnings are errors.", rules},
	{"unchecked", "What is not checked", "Known problems with KEDA that no rule reports, and why.", unchecked},
}

// Markdown returns the whole reference.
func Markdown() string {
	var b strings.Builder
	b.WriteString("# Reference\n")
	for _, s := range sections {
		b.WriteString("\n## " + s.title + "\n\n" + s.about + "\n\n" + s.body())
	}
	return b.String()
}

// Sections returns the parts by name, without their headings: annotations, signals, labels,
// istio, profiles, function-config, flat-keys, rules and unchecked.
func Sections() map[string]string {
	all := make(map[string]string, len(sections))
	for _, s := range sections {
		all[s.key] = s.body()
	}
	return all
}
