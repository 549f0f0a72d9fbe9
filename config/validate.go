package config

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// check collects the problems of one validation.
type check struct {
	problems []problem.Problem
	// secrets is set while values that may be secrets are checked.
	secrets bool
}

// Validate reports all problems of a spec after Default.
func Validate(s Spec) []problem.Problem {
	c := &check{}
	c.naming(s.Naming)
	c.pattern("spec.annotationPrefix", s.AnnotationPrefix, apimeta.Name, "use a DNS name, such as "+Group)
	c.pattern("spec.namespace", s.Namespace, apimeta.Label, "use a namespace's name")
	for i, ns := range s.Selector.Namespaces {
		c.pattern(fmt.Sprintf("spec.selector.namespaces[%d]", i), ns, apimeta.Label, "use a namespace's name")
	}
	for i, kind := range s.Selector.Kinds {
		c.oneOf(fmt.Sprintf("spec.selector.kinds[%d]", i), kind, []string{"Deployment", "StatefulSet", "Rollout"})
	}
	c.address("spec.prometheus.serverAddress", s.Prometheus.ServerAddress)
	c.labels(s.Prometheus)
	c.istio(s.Istio)
	c.http(s.HTTP, s.Generated)
	if s.HPAPolicy != "" {
		c.oneOf("spec.hpaPolicy", s.HPAPolicy, HPAPolicies())
	}
	c.oneOf("spec.replicasPolicy", s.ReplicasPolicy, ReplicasPolicies())
	for _, name := range slices.Sorted(maps.Keys(s.Authentication)) {
		c.authentication(strictyaml.Field("spec.authentication", name), name, s.Authentication[name])
	}
	for _, name := range slices.Sorted(maps.Keys(s.Signals)) {
		c.signal(strictyaml.Field("spec.signals", name), name, s.Signals[name])
	}
	c.settings("spec.defaults", s.Defaults)
	for _, name := range slices.Sorted(maps.Keys(s.Profiles)) {
		path := strictyaml.Field("spec.profiles", name)
		c.settings(path, s.Profiles[name].Settings)
		if _, err := s.Chain(name); err != nil {
			c.add(path+".extends", err.Error(), "")
		}
	}
	if s.Limits.MaxReplicas < 0 {
		c.add("spec.limits.maxReplicas", fmt.Sprintf("%d is negative", s.Limits.MaxReplicas), "use 0 for no limit")
	}
	for i, address := range s.Limits.ServerAddresses {
		c.address(fmt.Sprintf("spec.limits.serverAddresses[%d]", i), address)
	}
	c.inventory(s.Inventory)
	c.generated(s.Generated)
	c.lint(s.Check)
	return c.problems
}

func (c *check) add(path, message, hint string) {
	c.problems = append(c.problems, problem.New(path, message, hint))
}

// reject adds a problem whose message is about a value, and quotes the value unless it may
// be a secret.
func (c *check) reject(path, value, message, hint string) {
	if !c.secrets {
		message = strconv.Quote(value) + " " + message
	}
	c.add(path, message, hint)
}

var (
	promLabel = lazyregexp.New(`^[a-zA-Z_][a-zA-Z0-9_]*$`)
	signalKey = lazyregexp.New(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// validity returns what is wrong with a value, "" if nothing is. fn/apimeta has those of Kubernetes.
type validity func(value string) string

func matches(re lazyregexp.Regexp) validity {
	return func(value string) string {
		if re.MatchString(value) {
			return ""
		}
		return "is not valid"
	}
}

// pattern checks an optional value.
func (c *check) pattern(path, value string, check validity, hint string) {
	if value != "" && check(value) != "" {
		c.reject(path, value, "is not valid", hint)
	}
}

// present checks a required value.
func (c *check) present(path, value string, check validity, hint string) {
	if value == "" {
		c.add(path, "is missing", hint)
	}
	c.pattern(path, value, check, hint)
}

func (c *check) oneOf(path, value string, allowed []string) {
	if slices.Contains(allowed, value) {
		return
	}
	c.reject(path, value, "is not allowed", suggest.DidYouMean(value, allowed))
}

func (c *check) address(path, value string) {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		// The message does not quote it: it may contain a password.
		c.add(path, "is not an HTTP address", "add a scheme, as in "+DefaultServerAddress)
	}
}

func (c *check) generated(g Generated) {
	for _, key := range slices.Sorted(maps.Keys(g.Labels)) {
		c.pattern(strictyaml.Field("spec.generated.labels", key), key, apimeta.Key, "use a label's name")
		if apimeta.LabelValue(g.Labels[key]) != "" {
			c.add(strictyaml.Field("spec.generated.labels", key), fmt.Sprintf("%q is not a valid label value", g.Labels[key]), "use at most 63 letters, digits, dashes, dots and underscores")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(g.Annotations)) {
		c.pattern(strictyaml.Field("spec.generated.annotations", key), key, apimeta.Key, "use an annotation's name")
	}
}

// IsDNSLabel reports whether a text may be the name of a namespace or Service.
func IsDNSLabel(name string) bool { return apimeta.Label(name) == "" }
