package crd

import (
	"strings"
	"sync"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/problem"
)

// fields are the fields of an object.
type fields map[string]*yaml.Node

// has implements CEL's has(). Null is absent.
func (f fields) has(name string) bool { return !isNull(f[name]) }

// relation is a CEL rule in Go, with the fix for objects that break it.
type relation struct {
	holds         func(f fields) bool
	message, hint string
}

const (
	onePort    = "has both port and portName, or neither"
	giveOne    = "set exactly one of them"
	oneBody    = "has both body and bodyFromConfigMap"
	keepOne    = "keep one of the two"
	giveEither = "set at least one of them"
)

// relations are the CEL rules of all tables, by their text. CEL itself would cost more than all
// other checks together, in size and in start-up time.
var relations = sync.OnceValue(func() map[string]relation {
	return map[string]relation{
		"has(self.port) != has(self.portName)": {
			func(f fields) bool { return f.has("port") != f.has("portName") }, onePort, giveOne,
		},
		"has(self.portName) != has(self.port)": {
			func(f fields) bool { return f.has("port") != f.has("portName") }, onePort, giveOne,
		},
		"!(has(self.body) && has(self.bodyFromConfigMap))": {
			func(f fields) bool { return !f.has("body") || !f.has("bodyFromConfigMap") }, oneBody, keepOne,
		},
		"has(self.fallback) || has(self.placeholder)": {
			func(f fields) bool { return f.has("fallback") || f.has("placeholder") }, "has neither fallback nor placeholder", giveEither,
		},
		"has(self.concurrency) || has(self.requestRate)": {
			func(f fields) bool { return f.has("concurrency") || f.has("requestRate") }, "has neither concurrency nor requestRate", giveEither,
		},
		"!has(self.minReplicaCount) || self.minReplicaCount <= (has(self.maxReplicaCount) ? self.maxReplicaCount : 100)": {
			leastIsWithin, "minReplicaCount is above maxReplicaCount, which defaults to 100", "lower minReplicaCount, or raise maxReplicaCount",
		},
	}
})

func leastIsWithin(f fields) bool {
	if !f.has("minReplicaCount") || placeholder.Is(f["minReplicaCount"]) || placeholder.Is(f["maxReplicaCount"]) {
		return true
	}
	least, _ := number(f["minReplicaCount"])
	most := 100.0
	if f.has("maxReplicaCount") {
		most, _ = number(f["maxReplicaCount"])
	}
	return least <= most
}

// relations checks the CEL rules of an object.
func (c *checker) relations(path string, s *schema, present map[string]*yaml.Node) {
	for _, v := range s.Validations {
		// A test ensures that every rule is known.
		r, known := relations()[strings.Join(strings.Fields(v.Rule), " ")]
		if known && !r.holds(present) {
			c.take(Relation, problem.Problem{Path: path, Message: r.message, Hint: r.hint})
		}
	}
}

// quantity is the pattern of Kubernetes' quantities.
const quantity = `^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$`

// patternMessage returns the message and hint for a value that does not match a pattern.
func patternMessage(pattern string) (message, hint string) {
	if pattern == quantity {
		return "is not a quantity", "use a quantity such as 0.05 or 500m"
	}
	return "does not match " + pattern, ""
}
