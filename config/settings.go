package config

import (
	"fmt"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Settings holds the scaling settings of one source: the defaults, a profile, or the
// annotations of a model host.
type Settings struct {
	// MinReplicas becomes minReplicaCount. Default 1.
	MinReplicas *int32 `json:"minReplicas,omitempty" jsonschema:"minimum=0"`
	// MaxReplicas becomes maxReplicaCount. Default 10.
	MaxReplicas *int32 `json:"maxReplicas,omitempty" jsonschema:"minimum=1"`
	// IdleReplicas becomes idleReplicaCount. KEDA supports only 0.
	IdleReplicas *int32 `json:"idleReplicas,omitempty" jsonschema:"minimum=0"`
	// PollingInterval is how often KEDA polls the triggers, e.g. 15s. It affects only scaling to
	// and from zero, and triggers with useCachedMetrics.
	PollingInterval *Seconds `json:"pollingInterval,omitempty"`
	// CooldownPeriod is how long KEDA waits after the last activity of a trigger before it scales
	// to zero, e.g. 5m.
	CooldownPeriod *Seconds `json:"cooldownPeriod,omitempty"`
	// InitialCooldownPeriod is how long KEDA waits after the ScaledObject is created before it
	// scales to zero.
	InitialCooldownPeriod *Seconds `json:"initialCooldownPeriod,omitempty"`
	// Signals are the signals to scale on, by name, including cpu and memory.
	Signals map[string]SignalSetting `json:"signals,omitempty"`
	// Triggers are additional triggers. The list replaces an inherited one.
	Triggers []Trigger `json:"triggers,omitempty"`
	// HTTPHosts are the HTTP hosts whose requests count for http-concurrency and http-rps.
	// Placeholders such as $(key) are replaced.
	HTTPHosts []string `json:"httpHosts,omitempty"`
	// HTTPPaths are the path prefixes that count, if model hosts share an HTTP host. Default is all
	// paths.
	HTTPPaths []string `json:"httpPaths,omitempty"`
	// HTTPPort is the number or name of the port of the model host's Service. Default is the only
	// port of the Service.
	HTTPPort *Port `json:"httpPort,omitempty"`
	// ColdStart is how long a model takes to load, e.g. 10m. Default is derived from the startup
	// probe.
	ColdStart *Seconds `json:"coldStart,omitempty"`
	// Schedule sets a minimum replica count at fixed times, one line per range: DAYS FROM-TO
	// TIMEZONE: REPLICAS, such as "Mon-Fri 08:00-20:00 Europe/Berlin: 3". The list replaces an
	// inherited one; off removes it.
	Schedule Schedule `json:"schedule,omitempty"`
	// Behavior is the HPA's scaling behavior.
	Behavior *keda.Behavior `json:"behavior,omitempty"`
	// Fallback is the replica count for the time when triggers fail.
	Fallback *keda.Fallback `json:"fallback,omitempty"`
	// Authentication names the credentials of the Prometheus triggers: an entry of
	// spec.authentication or a TriggerAuthentication of the package. "none" removes an inherited
	// one.
	Authentication string `json:"authentication,omitempty"`
	// ScaledObject is a patch that is merged into the ScaledObject's spec after everything else.
	ScaledObject *yaml.Node `json:"scaledObject,omitempty"`
}

// authenticationField is the name of fields that refer to an authentication.
const authenticationField = "authentication"

// IsSecret reports whether a field may hold a password in place of a reference.
func (Settings) IsSecret(key string) bool { return key == authenticationField }

// SignalSetting configures one signal of a model host.
type SignalSetting struct {
	// Target is the target value, in the signal's unit. "off" removes an inherited signal.
	Target Amount `json:"target,omitempty"`
	// Activation is the value above which the model host scales up from zero.
	Activation Amount `json:"activation,omitempty"`
	// Window is the time range of rates, e.g. 2m.
	Window *Seconds `json:"window,omitempty"`
}

// Trigger is one entry of triggers: either a signal with its target, or a trigger in KEDA's
// own form.
type Trigger struct {
	// Signal names the signal. Of the fields of a KEDA trigger, only name and useCachedMetrics can
	// be combined with it.
	Signal string `json:"signal,omitempty"`
	SignalSetting
	// Authentication names an entry of spec.authentication or a TriggerAuthentication of the
	// package, for any trigger type.
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
			c.add(path+"."+n.field, fmt.Sprintf("%d is less than %d", *n.value, n.least), fmt.Sprintf("use %d or more", n.least))
		}
	}
	if s.PollingInterval != nil && *s.PollingInterval < keda.MinPollingInterval {
		c.add(path+".pollingInterval", fmt.Sprintf("%ds is less than %ds", *s.PollingInterval, keda.MinPollingInterval), "use a duration such as 15s")
	}
	c.schedule(path+".schedule", s.Schedule)
	if s.ScaledObject != nil && s.ScaledObject.Kind != yaml.MappingNode {
		c.add(path+".scaledObject", "is not an object", "use fields of a ScaledObject's spec, such as advanced: {…}")
	}
}
