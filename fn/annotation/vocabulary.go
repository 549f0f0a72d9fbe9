package annotation

import (
	"cmp"
	"slices"
)

// Key describes one annotation.
type Key struct {
	// Name is the annotation's name without its prefix.
	Name string
	// Format describes the value and Example shows one.
	Format, Example string
	// Effect describes what the annotation sets.
	Effect string

	read readFunc
}

// vocabulary lists all annotations except those named after signals. The reference in README.md,
// the parser and the errors for unknown keys use it.
var vocabulary = []Key{
	{"enabled", "true or false", `"false"`, "false opts out: everything generated for the workload is removed", readEnabled},
	{"profile", "a profile's name", "gpu-bound", "the settings that all other annotations build on", readProfile},
	{"key", "a DNS label", "llama", "the model host's key; by default the part of the workload's name that the naming pattern finds, or else the whole name", readKey},
	{"service", "a Service's name", "llama-api", "`$(service)`, if neither the naming pattern nor a Service's selector determines it", readService},
	{"min-replicas", "integer", `"1"`, "`minReplicaCount`, always written", readMin},
	{"max-replicas", "integer", `"10"`, "`maxReplicaCount`, always written", readMax},
	{"idle-replicas", "integer", `"0"`, "`idleReplicaCount`", readIdle},
	{"polling-interval", "seconds or a duration", "15s", "`pollingInterval`", readPolling},
	{"cooldown-period", "seconds or a duration", "5m", "`cooldownPeriod`", readCooldown},
	{"initial-cooldown-period", "seconds or a duration", "10m", "`initialCooldownPeriod`", readInitialCooldown},
	{"triggers", "YAML list", "`[{type: cron, metadata: {…}}]`", "triggers: `{signal, target, activation, window}`, or any KEDA trigger in KEDA's own format (with `authentication: <name>` for credentials); placeholders are replaced", readTriggers},
	{"http-hosts", "host names, separated by commas", "llama.example.com", "the host names whose requests count for `http-concurrency` and `http-rps`: the route's `rules[].hosts`; `*.example.com` matches all subdomains, placeholders are replaced", readHTTPHosts},
	{"http-paths", "prefixes, separated by commas", "/v1/llama", "the route's `rules[].paths`, if several model hosts share a host name", readHTTPPaths},
	{"http-port", "number or name", "http", "the port of the model host's Service for requests, if the Service has several", readHTTPPort},
	{"cold-start", "seconds or a duration", "10m", "how long the model takes to load, if the startup probe does not show it; cooldowns and `http.readiness` are checked against it", readColdStart},
	{"schedule", "lines", "`Mon-Fri 08:00-20:00 Europe/Berlin: 3`", "a cron trigger for each line: a minimum number of replicas at these hours of these days, in addition to all other triggers; `off` removes the profile's schedule", readSchedule},
	{"behavior", "YAML", "`{scaleUp: {stabilizationWindowSeconds: 60}}`", "`advanced.horizontalPodAutoscalerConfig.behavior`", readBehavior},
	{"fallback", "YAML", "`{failureThreshold: 3, replicas: 2}`", "`fallback`", readFallback},
	{"authentication", "a name", "prometheus-trigger-auth", "`authenticationRef` and `authModes` of the Prometheus triggers: an entry in the functionConfig, a TriggerAuthentication in the package, or `none`", readAuthentication},
	{"hpa-policy", "strip, adopt or refuse", "adopt", "what happens to an HPA that scales the workload; `adopt` takes over its settings", readHPAPolicy},
	{"replicas-policy", "strip or keep", "strip", "whether `spec.replicas` is removed from the workload", readReplicasPolicy},
	{"paused", "true or false", `"true"`, "KEDA's `autoscaling.keda.sh/paused`", readPaused},
	{"paused-replicas", "integer", `"1"`, "KEDA's `autoscaling.keda.sh/paused-replicas`", readPausedReplicas},
	{Ignore, "YAML list", "`[{rule: period-unused, reason: …, until: 2027-03-31}]`", "nothing is generated: findings of these rules about this object are accepted. Allowed on any object", readNothing},
	{"scaled-object", "YAML", "`{advanced: {restoreToOriginalReplicaCount: true}}`", "merged into the ScaledObject's spec last, and checked like everything else", readScaledObject},
}

// Ignore is the key of the annotation that accepts findings. It makes no model host.
const Ignore = "ignore"

// activationSuffix ends the name of a signal's activation annotation.
const activationSuffix = "-activation"

// Vocabulary returns all annotations except those named after signals, in reference order.
func Vocabulary() []Key { return slices.Clone(vocabulary) }

// IsKey reports whether an annotation other than those of the signals has the name.
func IsKey(name string) bool {
	_, ok := findKey(name)
	return ok
}

func findKey(name string) (Key, bool) {
	i := slices.IndexFunc(vocabulary, func(k Key) bool { return k.Name == name })
	if i < 0 {
		return Key{}, false
	}
	return vocabulary[i], true
}

// Names returns all annotation keys, including those of the signals, sorted.
func Names(signals []string) []string {
	var names []string
	for _, k := range vocabulary {
		names = append(names, k.Name)
	}
	for _, s := range signals {
		names = append(names, s)
		if hasActivation(s) {
			names = append(names, s+activationSuffix)
		}
	}
	slices.SortFunc(names, cmp.Compare)
	return slices.Compact(names)
}
