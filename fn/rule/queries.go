package rule

import (
	"fmt"
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

// leastThreshold is the smallest that Kubernetes, counting in thousandths, tells from zero.
const leastThreshold = 0.001

func prometheusField(s *subject) {
	s.eachPrometheus(func(path string, t keda.Trigger) {
		for _, field := range []string{"serverAddress", "query", "threshold"} {
			if strings.TrimSpace(t.Metadata[field]) == "" {
				s.find(path, fmt.Sprintf("metadata.%s is missing", field), "add it")
			}
		}
		if text, given := t.Metadata["threshold"]; given && text != "" {
			value, err := strconv.ParseFloat(text, 64)
			if !keda.IsNumber(text) || err != nil || value < leastThreshold {
				s.find(path, fmt.Sprintf("threshold %q is no number of at least %v", text, leastThreshold), "write it plainly, such as \"70\" or \"0.5\"")
			}
		}
		if text, given := t.Metadata["activationThreshold"]; given && !keda.IsNumber(text) {
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
			s.find(path, fmt.Sprintf("serverAddress %q has no scheme", withoutUser(address)), "begin it with http:// or https://")
		}
		s.authModes(path, t.Metadata["authModes"])
	})
}

// authModes judges the list that says which credentials are sent.
func (s *subject) authModes(path, modes string) {
	var authorizing []string
	for mode := range strings.SplitSeq(modes, ",") {
		if mode = strings.TrimSpace(mode); modes != "" && !contains(keda.AuthModes(), mode) {
			s.find(path, fmt.Sprintf("authModes %q is not known", mode), "write "+oneOf(keda.AuthModes()))
		}
		if contains([]string{keda.AuthModeBasic, keda.AuthModeBearer, keda.AuthModeOAuth}, mode) {
			authorizing = append(authorizing, mode)
		}
	}
	if len(authorizing) > 1 {
		s.find(path, fmt.Sprintf("authModes has %s, of which KEDA takes one", strings.Join(authorizing, " and ")), "keep one")
	}
}

// known are the fields of KEDA's Prometheus trigger.
var known = []string{
	"serverAddress", "query", "queryParameters", "threshold", "activationThreshold", "namespace", "customHeaders", "ignoreNullValues",
	"unsafeSsl", "awsRegion", "timeout", "identityOwner", "authModes", "authMode", "apiKey", "method", "keyParamName",
	// For the Prometheus of the clouds.
	"cloud", "azureManagedPrometheusResourceURL", "credentialsFromEnv", "credentialsFromEnvFile",
}

func prometheusIgnored(s *subject) {
	s.eachPrometheus(func(path string, t keda.Trigger) {
		for _, field := range sortedKeys(t.Metadata) {
			if contains(known, field) {
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

// eachWritten goes over the Prometheus triggers whose queries somebody wrote. Those
// of the built-in signals are judged by tests, so that no run has to.
func (s *subject) eachWritten(do func(path string, t keda.Trigger)) {
	for i, t := range s.Spec.Triggers {
		if t.Type == keda.TriggerPrometheus && !s.Origins[i].Builtin {
			do(triggerPath(i), t)
		}
	}
}

// eachQuery goes over the queries that parse.
func (s *subject) eachQuery(do func(path string, t keda.Trigger, q promql.Query)) {
	s.eachWritten(func(path string, t keda.Trigger) {
		if q, err := s.query(t.Metadata["query"]); err == nil {
			do(path, t, q)
		}
	})
}

func querySyntax(s *subject) {
	s.eachWritten(func(path string, t keda.Trigger) {
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
