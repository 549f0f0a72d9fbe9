package config_test

import "testing"

func TestValidateSignals(t *testing.T) {
	testProblems(t, []invalid{
		{"a signal", "{signals: {queue-length: {query: q, wakeQuery: w, metricType: Value, minimum: 0, maximum: 1, window: 1m, activation: 0.5}}}", "", "", ""},
		{"a built-in's name", "{signals: {gpu: {query: q}}}", "", "", ""},
		{"cpu", "{signals: {cpu: {query: q}}}", "spec.signals.cpu", "cpu is a KEDA trigger and cannot be replaced by a query", "choose another name"},
		{"a name of another case", "{signals: {QueueLength: {query: q}}}", "spec.signals.QueueLength", `"QueueLength" cannot be an annotation`, "use kebab-case, such as queue-length"},
		{"the name of an activation", "{signals: {x-activation: {query: q}}}", "spec.signals.x-activation", `"x-activation" looks like another signal's activation`, "choose another name"},
		{"no query", "{signals: {x: {}}}", "spec.signals.x.query", "is empty", "set the PromQL query of the signal"},
		{"blanks", "{signals: {x: {query: ' '}}}", "spec.signals.x.query", "is empty", "set the PromQL query of the signal"},
		{"a metric type of cpu", "{signals: {x: {query: q, metricType: Utilization}}}", "spec.signals.x.metricType", `"Utilization" is not allowed`, "use Value or AverageValue"},
		{"no range", "{signals: {x: {query: q, minimum: 1, maximum: 1}}}", "spec.signals.x.minimum", "1 is not below the maximum 1", "set the lowest value that the query can return"},
		{"no window", "{signals: {x: {query: q, window: 0}}}", "spec.signals.x.window", "is zero", "use a duration of at least two scrapes, such as 1m"},
		{"no activation", "{signals: {x: {query: q, activation: low}}}", "spec.signals.x.activation", `"low" is not a number`, "use a number such as 0 or 0.5"},
	})
}
