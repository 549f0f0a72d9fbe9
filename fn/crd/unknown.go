package crd

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// renamed maps the names of fields in HPAs, Deployments or KEDA 1, and common mistakes, to the
// correct names, by the kind of the object and the path of the field's parent.
var renamed = sync.OnceValue(func() map[string]map[string]string {
	return map[string]map[string]string{
		"ScaledObject spec": {
			"minReplicas": "minReplicaCount", "minReplica": "minReplicaCount", "minPods": "minReplicaCount", "min": "minReplicaCount", "minCount": "minReplicaCount", "replicas": "minReplicaCount", "minScale": "minReplicaCount",
			"maxReplicas": "maxReplicaCount", "maxReplica": "maxReplicaCount", "maxPods": "maxReplicaCount", "max": "maxReplicaCount", "maxCount": "maxReplicaCount", "maxScale": "maxReplicaCount",
			"idleReplicas": "idleReplicaCount", "idle": "idleReplicaCount",
			"metrics": "triggers", "trigger": "triggers", "scalers": "triggers",
			"targetRef": "scaleTargetRef", "target": "scaleTargetRef", "scaleTarget": "scaleTargetRef", "workloadRef": "scaleTargetRef",
			"pollInterval": "pollingInterval", "interval": "pollingInterval", "coolDown": "cooldownPeriod", "cooldown": "cooldownPeriod", "cooldownSeconds": "cooldownPeriod", "cooldownPeriodSeconds": "cooldownPeriod", "scaledownPeriod": "cooldownPeriod", "scaleDownDelay": "cooldownPeriod",
		},
		"ScaledObject spec.scaleTargetRef": {"deploymentName": "name", "containerName": "envSourceContainerName"},
		"ScaledObject spec.fallback":       {"threshold": "failureThreshold", "failures": "failureThreshold", "replicaCount": "replicas", "minReplicas": "replicas"},
		"ScaledObject spec.triggers[]":     {"authentication": "authenticationRef", "authRef": "authenticationRef", "triggerAuthentication": "authenticationRef", "meta": "metadata", "config": "metadata", "parameters": "metadata"},
		"ScaledJob spec": {
			"jobTemplate": "jobTargetRef", "maxReplicas": "maxReplicaCount", "minReplicas": "minReplicaCount", "pollInterval": "pollingInterval",
			"successfulJobsHistory": "successfulJobsHistoryLimit", "failedJobsHistory": "failedJobsHistoryLimit",
		},
		"InterceptorRoute spec":        {"scaleTargetRef": "target", "targetRef": "target", "hosts": "rules", "pathPrefixes": "rules", "metric": "scalingMetric"},
		"InterceptorRoute spec.target": {"name": "service", "serviceName": "service", "containerPort": "port", "servicePort": "port"},
		"HTTPScaledObject spec":        {"host": "hosts", "minReplicas": "replicas", "maxReplicas": "replicas", "cooldownPeriod": "scaledownPeriod"},
	}
})

// defaults are the values that KEDA 2.21.0 uses for fields without a default in the schema.
var defaults = sync.OnceValue(func() map[string]string {
	least, most := strconv.Itoa(keda.DefaultMinReplicaCount), strconv.Itoa(keda.DefaultMaxReplicaCount)
	interval := strconv.Itoa(keda.DefaultPollingInterval)
	return map[string]string{
		"ScaledObject spec.minReplicaCount": least, "ScaledObject spec.maxReplicaCount": most, "ScaledObject spec.pollingInterval": interval,
		"ScaledObject spec.cooldownPeriod": strconv.Itoa(keda.DefaultCooldownPeriod), "ScaledObject spec.initialCooldownPeriod": "0",
		"ScaledObject spec.scaleTargetRef.kind": "Deployment", "ScaledObject spec.scaleTargetRef.apiVersion": "apps/v1",
		"ScaledJob spec.minReplicaCount": least, "ScaledJob spec.maxReplicaCount": most, "ScaledJob spec.pollingInterval": interval,
	}
})

// unknown reports a field that the schema does not have, with the name that was probably meant and
// the value that applies instead.
func (c *checker) unknown(key, at, path string, s *schema, present fields) {
	what := "a " + c.kind
	if vowel := strings.IndexAny(c.kind[:1], "AEIOU"); vowel == 0 {
		what = "an " + c.kind
	}
	message := what + " has no such field"
	if path != "" {
		message = fmt.Sprintf("%s has no such field in %s", what, path)
	}
	around := c.kind + " " + General(path)
	right, known := renamed()[around][key], slices.Sorted(maps.Keys(s.Properties))
	if s.Properties[right] == nil {
		right = ""
	}
	if right == "" {
		right = near(key, known)
	}
	hint := ""
	within := s.Properties["spec"]
	switch {
	case path == "" && within != nil && within.Properties[key] != nil:
		hint = "move it under spec"
	case right != "":
		hint = "use " + right
		message += applies(around, right, s, present)
	case len(known) == 0:
		hint = "remove it"
	default:
		hint = "known fields: " + strings.Join(known, ", ")
	}
	c.add(Unknown, at, message, hint)
}

// applies returns a clause with the current value of the field that was probably meant.
func applies(around, name string, s *schema, present fields) string {
	value := defaults()[around+"."+name]
	if d := s.Properties[name].Default; d != nil {
		value = fmt.Sprint(d)
	}
	switch n := present[name]; {
	case present.has(name) && placeholder.Is(n):
		return ""
	case present.has(name) && n.Kind == yaml.ScalarNode:
		return fmt.Sprintf("; %s is %s", name, strictyaml.Shorten(n.Value))
	case present.has(name) || value == "":
		return ""
	}
	return fmt.Sprintf("; %s is %s, the default", name, value)
}

// near returns the known field that was probably meant: one with a similar name, or the only one
// that begins with the word, as minReplicaCount does with minReplicas.
func near(key string, known []string) string {
	if right, ok := suggest.Closest(key, known); ok {
		return right
	}
	stem := strings.ToLower(strings.TrimSuffix(key, "s"))
	right := ""
	for _, name := range known {
		if len(stem) < 4 || !strings.HasPrefix(strings.ToLower(name), stem) {
			continue
		}
		if right != "" {
			return ""
		}
		right = name
	}
	return right
}

// General returns a path without the indexes of its lists, as in spec.triggers[].type.
func General(path string) string {
	before, rest, indexed := strings.Cut(path, "[")
	if !indexed {
		return path
	}
	_, after, closed := strings.Cut(rest, "]")
	if !closed {
		return path
	}
	return before + "[]" + General(after)
}
