package rule

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/nearest"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// eachPrometheus goes over the Prometheus triggers.
func (s *subject) eachPrometheus(do func(path string, t keda.Trigger)) {
	for i, t := range s.Spec.Triggers {
		if t.Type == keda.TriggerPrometheus {
			do(triggerPath(i), t)
		}
	}
}

// kedaNumber is a number as KEDA's parser takes it, which is JSON's.
var kedaNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

// leastThreshold is the smallest that Kubernetes, counting in thousandths, tells from zero.
const leastThreshold = 0.001

func prometheusField(s *subject) {
	s.eachPrometheus(func(path string, t keda.Trigger) {
		for _, field := range []string{"serverAddress", "query", "threshold"} {
			if strings.TrimSpace(t.Metadata[field]) == "" && t.Metadata[field+"FromEnv"] == "" {
				s.find(path, fmt.Sprintf("metadata.%s is missing", field), "add it")
			}
		}
		if text, given := t.Metadata["threshold"]; given && text != "" {
			value, err := strconv.ParseFloat(text, 64)
			if !kedaNumber.MatchString(text) || err != nil || value < leastThreshold {
				s.find(path, fmt.Sprintf("threshold %q is no number of at least %v", text, leastThreshold), "write it plainly, such as \"70\" or \"0.5\"")
			}
		}
		if text, given := t.Metadata["activationThreshold"]; given && !kedaNumber.MatchString(text) {
			s.find(path, fmt.Sprintf("activationThreshold %q is no number", text), "write it plainly, such as \"0\" or \"0.5\"")
		}
		for _, field := range []string{"ignoreNullValues", "unsafeSsl"} {
			if text, given := t.Metadata[field]; given {
				if _, err := strconv.ParseBool(text); err != nil {
					s.find(path, fmt.Sprintf("%s %q is neither true nor false", field, text), "write \"true\" or \"false\"")
				}
			}
		}
		if address := t.Metadata["serverAddress"]; address != "" && !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
			s.find(path, fmt.Sprintf("serverAddress %q has no scheme", address), "begin it with http:// or https://")
		}
		s.authModes(path, t.Metadata["authModes"])
	})
}

func (s *subject) authModes(path, modes string) {
	for mode := range strings.SplitSeq(modes, ",") {
		if mode = strings.TrimSpace(mode); modes != "" && !contains(keda.AuthModes(), mode) {
			s.find(path, fmt.Sprintf("authModes %q is not known", mode), "write "+oneOf(keda.AuthModes()))
		}
	}
}

// known are the fields of KEDA's Prometheus trigger.
var known = []string{
	"serverAddress", "query", "queryParameters", "threshold", "activationThreshold", "namespace", "customHeaders", "ignoreNullValues",
	"unsafeSsl", "awsRegion", "timeout", "identityOwner", "authModes", "authMode", "apiKey", "method", "keyParamName",
}

func prometheusIgnored(s *subject) {
	s.eachPrometheus(func(path string, t keda.Trigger) {
		for _, field := range sortedKeys(t.Metadata) {
			if contains(known, strings.TrimSuffix(field, "FromEnv")) {
				continue
			}
			switch near, ok := nearest.Of(field, known); {
			case field == "metricName":
				s.find(path, "metricName has no effect since KEDA 2.12", "write name beside type")
			case ok:
				s.find(path, fmt.Sprintf("KEDA does not know metadata.%s", field), fmt.Sprintf("did you mean %s?", near))
			default:
				s.find(path, fmt.Sprintf("KEDA does not know metadata.%s", field), "remove it")
			}
		}
	})
}

// parsed is what became of a query.
type parsed struct {
	query promql.Query
	err   error
}

// query parses a query, once for all rules.
func (s *subject) query(text string) (promql.Query, error) {
	p, done := s.queries[text]
	if !done {
		p.query, p.err = promql.Parse(text)
		s.queries[text] = p
	}
	return p.query, p.err
}

// eachQuery goes over the queries that parse.
func (s *subject) eachQuery(do func(path string, t keda.Trigger, q promql.Query)) {
	s.eachPrometheus(func(path string, t keda.Trigger) {
		if q, err := s.query(t.Metadata["query"]); err == nil {
			do(path, t, q)
		}
	})
}

func querySyntax(s *subject) {
	s.eachPrometheus(func(path string, t keda.Trigger) {
		if strings.TrimSpace(t.Metadata["query"]) == "" {
			return
		}
		if _, err := s.query(t.Metadata["query"]); err != nil {
			s.find(path, "Prometheus does not parse the query: "+err.Error(), "correct it; in a double-quoted string, \\ is written \\\\")
		}
	})
}

func queryType(s *subject) {
	s.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		if !q.IsVector() {
			s.find(path, fmt.Sprintf("the query gives a %s; KEDA needs an instant vector", q.Type()), "wrap a scalar in vector(…), a range in a function such as rate(…)")
		}
	})
}

func querySeries(s *subject) {
	s.eachQuery(func(path string, _ keda.Trigger, q promql.Query) {
		if q.IsVector() && !q.IsSingle() {
			s.find(path, "the query may give more than one series, which KEDA refuses", "aggregate it: avg(…), sum(…) or max(…) without by")
		}
	})
}

// tolerance is how far above its target a metric must be before the HPA acts,
// unless behavior says otherwise.
const tolerance = 0.1

func targetRange(s *subject) { s.outOfReach(func(target, most float64) bool { return target >= most }) }
func targetTolerance(s *subject) {
	if b := s.behavior(); b != nil && b.ScaleUp != nil && b.ScaleUp.Tolerance != "" {
		return
	}
	s.outOfReach(func(target, most float64) bool { return target < most && target*(1+tolerance) >= most })
}

// outOfReach holds the targets of signals against the most that they can give.
func (s *subject) outOfReach(beyond func(target, most float64) bool) {
	for i, t := range s.Spec.Triggers {
		most := s.Origins[i].Definition.Maximum
		target, err := strconv.ParseFloat(t.Metadata["threshold"], 64)
		if most == nil || err != nil || t.MetricType != keda.MetricTypeValue || !beyond(target, *most) {
			continue
		}
		s.find(triggerPath(i), fmt.Sprintf("the target %v is out of reach: %s is at most %v, and the HPA acts only on %.0f %% more than the target", target, s.Origins[i].Signal, *most, tolerance*100),
			fmt.Sprintf("write a target below %v", math.Floor(*most/(1+tolerance))))
	}
}
