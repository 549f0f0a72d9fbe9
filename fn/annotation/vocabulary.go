package annotation

import (
	"cmp"
	"slices"
)

// Key is one annotation of the vocabulary, without its prefix.
type Key struct {
	// Name is what stands after the prefix and the slash.
	Name string
	// Format says what the value looks like, Example is one.
	Format, Example string
	// Effect says what the annotation is turned into.
	Effect string

	read readFunc
}

// vocabulary is every annotation but those named after signals. README's
// reference, the errors for unknown keys and the parser come from it.
var vocabulary = []Key{
	{"enabled", "true or false", `"false"`, "false opts out: what was generated for the host is removed", readEnabled},
	{"profile", "a profile's name", "gpu-bound", "the settings underneath all other annotations", readProfile},
	{"key", "a DNS label", "llama", "the model host's key; by default, what the naming pattern finds in the workload's name, or else the name itself", readKey},
	{"service", "a Service's name", "llama-api", "`$(service)`, where neither the naming pattern nor a Service's selector tells", readService},
	{"min-replicas", "whole number", `"1"`, "`minReplicaCount`, always written", readMin},
	{"max-replicas", "whole number", `"10"`, "`maxReplicaCount`, always written", readMax},
	{"idle-replicas", "whole number", `"0"`, "`idleReplicaCount`", readIdle},
	{"polling-interval", "seconds or a duration", "15s", "`pollingInterval`", readPolling},
	{"cooldown-period", "seconds or a duration", "5m", "`cooldownPeriod`", readCooldown},
	{"initial-cooldown-period", "seconds or a duration", "10m", "`initialCooldownPeriod`", readInitialCooldown},
	{"triggers", "YAML list", "`[{type: cron, metadata: {…}}]`", "triggers: `{signal, target, activation, window}` or any KEDA trigger (with `authentication: <name>` for credentials) as KEDA writes it; placeholders are filled in", readTriggers},
	{"http-hosts", "host names, by commas", "llama.example.com", "the hosts whose requests count for `http-concurrency` and `http-rps`: the route's `rules[].hosts`; `*.example.com` takes all below, placeholders are filled in", readHTTPHosts},
	{"http-paths", "prefixes, by commas", "/v1/llama", "the route's `rules[].paths`, where several model hosts share a host name", readHTTPPaths},
	{"http-port", "number or name", "http", "the port of the host's Service that requests go to, where the Service has several", readHTTPPort},
	{"cold-start", "seconds or a duration", "10m", "how long the model takes to load, where the startup probe does not tell: cool-downs and `http.readiness` are held against it", readColdStart},
	{"schedule", "lines", "`Mon-Fri 08:00-20:00 Europe/Berlin: 3`", "a cron trigger for each line: at least so many replicas on these days and hours, whatever else the host scales on; `off` drops that of a profile", readSchedule},
	{"behavior", "YAML", "`{scaleUp: {stabilizationWindowSeconds: 60}}`", "`advanced.horizontalPodAutoscalerConfig.behavior`", readBehavior},
	{"fallback", "YAML", "`{failureThreshold: 3, replicas: 2}`", "`fallback`", readFallback},
	{"authentication", "a name", "prometheus-trigger-auth", "`authenticationRef` and `authModes` of the Prometheus triggers: an entry of the functionConfig, a TriggerAuthentication of the package, or `none`", readAuthentication},
	{"hpa-policy", "strip, adopt or refuse", "adopt", "what happens to the HPA that scales the host: `adopt` has the host scale as the HPA did", readHPAPolicy},
	{"replicas-policy", "strip or keep", "strip", "whether `spec.replicas` leaves the workload", readReplicasPolicy},
	{"paused", "true or false", `"true"`, "KEDA's `autoscaling.keda.sh/paused`", readPaused},
	{"paused-replicas", "whole number", `"1"`, "KEDA's `autoscaling.keda.sh/paused-replicas`", readPausedReplicas},
	{"scaled-object", "YAML", "`{advanced: {restoreToOriginalReplicaCount: true}}`", "merged into the ScaledObject's spec last, and checked like the rest", readScaledObject},
}

// activationSuffix ends the annotation of a signal's activation.
const activationSuffix = "-activation"

// Vocabulary is every annotation but those named after signals, in the order of the reference.
func Vocabulary() []Key { return slices.Clone(vocabulary) }

func findKey(name string) (Key, bool) {
	i := slices.IndexFunc(vocabulary, func(k Key) bool { return k.Name == name })
	if i < 0 {
		return Key{}, false
	}
	return vocabulary[i], true
}

// Names are all annotation keys with those of the signals, sorted.
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
