package config_test

import "testing"

func TestValidateSignals(t *testing.T) {
	testProblems(t, []invalid{
		{"a signal", "{signals: {queue-length: {query: q, wakeQuery: w, metricType: Value, minimum: 0, maximum: 1, window: 1m, activation: 0.5}}}", "", "", ""},
		{"a built-in's name", "{signals: {gpu: {query: q}}}", "", "", ""},
		{"cpu", "{signals: {cpu: {query: q}}}", "spec.signals.cpu", "cpu is KEDA's own trigger and cannot be replaced by a query", "choose another name"},
		{"a name of another case", "{signals: {QueueLength: {query: q}}}", "spec.signals.QueueLength", `"QueueLength" cannot be an annotation`, "use kebab-case, such as queue-length"},
		{"the name of an activation", "{signals: {x-activation: {query: q}}}", "spec.signals.x-activation", `"x-activation" would read as another signal's activation`, "choose another name"},
		{"the name of an annotation", "{signals: {profile: {query: q}}}", "spec.signals.profile", `"profile" is an annotation with a meaning of its own`, "choose another name"},
		{"no query", "{signals: {x: {}}}", "spec.signals.x.query", "is empty", "write the PromQL of the signal"},
		{"blanks", "{signals: {x: {query: ' '}}}", "spec.signals.x.query", "is empty", "write the PromQL of the signal"},
		{"a metric type of cpu", "{signals: {x: {query: q, metricType: Utilization}}}", "spec.signals.x.metricType", `"Utilization" is not allowed`, "write Value or AverageValue"},
		{"no range", "{signals: {x: {query: q, minimum: 1, maximum: 1}}}", "spec.signals.x.minimum", "1 is not below the maximum 1", "write the lowest value that the query can return"},
		{"no window", "{signals: {x: {query: q, window: 0}}}", "spec.signals.x.window", "is zero", "write a duration of at least two scrapes, such as 1m"},
		{"no activation", "{signals: {x: {query: q, activation: low}}}", "spec.signals.x.activation", `"low" is not a number`, "write a number such as 0 or 0.5"},
	})
}
