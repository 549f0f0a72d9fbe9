package config

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Settings is the scaling of a model host as far as one place says it: the
// defaults, a profile, or the annotations.
type Settings struct {
	// MinReplicas becomes minReplicaCount. Default 1.
	MinReplicas *int32 `json:"minReplicas,omitempty" jsonschema:"minimum=0"`
	// MaxReplicas becomes maxReplicaCount. Default 10.
	MaxReplicas *int32 `json:"maxReplicas,omitempty" jsonschema:"minimum=1"`
	// IdleReplicas becomes idleReplicaCount; KEDA knows only 0.
	IdleReplicas *int32 `json:"idleReplicas,omitempty" jsonschema:"minimum=0"`
	// PollingInterval is how often KEDA asks the triggers, e.g. 15s; it has an effect only from or to zero.
	PollingInterval *Seconds `json:"pollingInterval,omitempty"`
	// CooldownPeriod is how long KEDA waits after the last active trigger before it scales to zero, e.g. 5m.
	CooldownPeriod *Seconds `json:"cooldownPeriod,omitempty"`
	// InitialCooldownPeriod is the same wait after the ScaledObject was created.
	InitialCooldownPeriod *Seconds `json:"initialCooldownPeriod,omitempty"`
	// Signals are the signals scaled on, by name; cpu and memory are signals too.
	Signals map[string]SignalSetting `json:"signals,omitempty"`
	// Triggers are further triggers; a list here replaces the list underneath.
	Triggers []Trigger `json:"triggers,omitempty"`
	// HTTPHosts are the hosts whose requests count for http-concurrency and http-rps, as clients name them; placeholders such as $(key) are filled in.
	HTTPHosts []string `json:"httpHosts,omitempty"`
	// HTTPPaths are the prefixes of paths that count, where hosts are shared; left out, all do.
	HTTPPaths []string `json:"httpPaths,omitempty"`
	// HTTPPort is the port of the host's Service, its number or name, where the Service does not tell.
	HTTPPort *Port `json:"httpPort,omitempty"`
	// ColdStart is how long a model takes to load, e.g. 10m, where the startup probe does not tell.
	ColdStart *Seconds `json:"coldStart,omitempty"`
	// Schedule keeps replicas ready at fixed hours, a line each: days, from-to, time zone and replicas, such as "Mon-Fri 08:00-20:00 Europe/Berlin: 3"; a list here replaces the list underneath, off drops it.
	Schedule Schedule `json:"schedule,omitempty"`
	// Behavior is the HPA's scaling behavior.
	Behavior *keda.Behavior `json:"behavior,omitempty"`
	// Fallback is how many replicas to run while triggers fail.
	Fallback *keda.Fallback `json:"fallback,omitempty"`
	// Authentication names the credentials of the Prometheus triggers: an entry of spec.authentication or a TriggerAuthentication of the package; "none" drops what is underneath.
	Authentication string `json:"authentication,omitempty"`
	// ScaledObject is merged into the ScaledObject's spec last.
	ScaledObject *yaml.Node `json:"scaledObject,omitempty"`
}

// authenticationField is the name of fields that refer to an authentication.
const authenticationField = "authentication"

// IsSecret reports whether a field may hold a password in place of a reference.
func (Settings) IsSecret(key string) bool { return key == authenticationField }

// SignalSetting says how far a model host scales on one signal.
type SignalSetting struct {
	// Target is the value aimed at, in the signal's unit; "off" drops a signal that a profile brought.
	Target Amount `json:"target,omitempty"`
	// Activation is the value above which the host wakes from zero.
	Activation Amount `json:"activation,omitempty"`
	// Window is the time over which rates are taken, e.g. 2m.
	Window *Seconds `json:"window,omitempty"`
}

// Trigger is one entry of triggers: either a signal with its target, or any
// KEDA trigger as KEDA writes it.
type Trigger struct {
	// Signal names the signal; then the fields of a KEDA trigger other than name and useCachedMetrics are absent.
	Signal string `json:"signal,omitempty"`
	SignalSetting
	// Authentication names an entry of spec.authentication or a TriggerAuthentication of the package, for any trigger type.
	Authentication string `json:"authentication,omitempty"`
	keda.Trigger
}

// IsSecret reports whether a field may hold a password in place of a reference.
func (Trigger) IsSecret(key string) bool { return key == authenticationField }

func (c *check) settings(path string, s Settings) {
	counts := []struct {
		field string
		value *int32
		least int32
	}{
		{"minReplicas", s.MinReplicas, keda.MinMinReplicaCount},
		{"maxReplicas", s.MaxReplicas, keda.MinMaxReplicaCount},
		{"idleReplicas", s.IdleReplicas, keda.MinIdleReplicaCount},
	}
	for _, n := range counts {
		if n.value != nil && *n.value < n.least {
			c.add(path+"."+n.field, fmt.Sprintf("%d is less than %d", *n.value, n.least), fmt.Sprintf("write a number from %d up", n.least))
		}
	}
	if s.PollingInterval != nil && *s.PollingInterval < keda.MinPollingInterval {
		c.add(path+".pollingInterval", fmt.Sprintf("%ds is less than %ds", *s.PollingInterval, keda.MinPollingInterval), "write a duration such as 15s")
	}
	c.schedule(path+".schedule", s.Schedule)
	if s.ScaledObject != nil && s.ScaledObject.Kind != yaml.MappingNode {
		c.add(path+".scaledObject", "is not a mapping", "write fields of a ScaledObject's spec, such as advanced: {…}")
	}
}
