// Package reference writes the reference of everything that a user may say and
// everything that may be said back, from the tables that the program itself runs on.
package reference

import "strings"

// section is one part of the reference.
type section struct {
	// key is its name in Sections, title its heading and about what stands under that.
	key, title, about string
	body              func() string
}

// sections lists the parts in their order.
var sections = []section{
	{"annotations", "Annotations", "Each begins with `autoscaling.modelhost.dev/` and stands in `metadata.annotations` of the workload. Any one makes it a model host.", annotations},
	{"signals", "Signals", "A signal's name is an annotation, and its value the target. One that does not wake from zero is absent, or silent, while there is no pod. The queries below are filled in for each host.", signals},
	{"labels", "Label presets", "Values of `spec.prometheus.labels`, and what they set unless the functionConfig does.", labels},
	{"istio", "Requests in Istio's metrics", "What `spec.istio` makes of `$(istio-requests)`, in rps, the latencies and signals of your own.", istio},
	{"profiles", "Profiles", "Those that are built in. The functionConfig may define more, and replace these.", profiles},
	{"function-config", "functionConfig", "Fields may be left out, but for those that are required where they stand. Unknown ones are errors.", functionConfig},
	{"flat-keys", "Flat keys", "For a ConfigMap as functionConfig, as kpt makes it.", flatKeys},
	{"rules", "Rules", "Errors leave the package as it is. Warnings do so with `strict`.", rules},
	{"unjudged", "What is no rule", "Known to go wrong with KEDA, and not told here.", unjudged},
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

// Sections are the parts by name, without their headings: annotations, signals, labels,
// istio, profiles, function-config, flat-keys, rules and unjudged.
func Sections() map[string]string {
	all := make(map[string]string, len(sections))
	for _, s := range sections {
		all[s.key] = s.body()
	}
	return all
}
