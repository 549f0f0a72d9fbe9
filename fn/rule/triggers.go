package rule

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

func resourceOnlyAtZero(s *subject) {
	if !s.Sleeps() || len(s.Spec.Triggers) == 0 {
		return
	}
	for _, t := range s.Spec.Triggers {
		if !signal.IsResource(t.Type) {
			return
		}
	}
	s.find("spec.minReplicaCount", "the host may be at zero, where there is no cpu or memory to measure",
		fmt.Sprintf("add a signal from outside the pods, such as %s: \"5\", or set %s: \"1\"", s.Host.Annotation("rps"), s.Host.Annotation("min-replicas")))
}

func triggerNames(s *subject) {
	seen := map[string]int{}
	for i, t := range s.Spec.Triggers {
		if t.Name == "" {
			continue
		}
		if first, twice := seen[t.Name]; twice {
			s.find(triggerPath(i), fmt.Sprintf("the name %q is that of trigger %d already", t.Name, first+1), "give it a name of its own")
			continue
		}
		seen[t.Name] = i
	}
}

func cachedMetrics(s *subject) {
	for i, t := range s.Spec.Triggers {
		if t.UseCachedMetrics != nil && *t.UseCachedMetrics && (signal.IsResource(t.Type) || t.Type == keda.TriggerCron) {
			s.find(triggerPath(i), "useCachedMetrics does not go with "+t.Type, "remove it")
		}
	}
}

// resourceTrigger judges cpu and memory triggers written as KEDA has them.
func resourceTrigger(s *subject) {
	for i, t := range s.Spec.Triggers {
		if !signal.IsResource(t.Type) {
			continue
		}
		value := t.Metadata["value"]
		if _, old := t.Metadata["type"]; old {
			s.find(triggerPath(i), "metadata.type was removed from KEDA", "write metricType beside metadata")
		}
		switch t.MetricType {
		case keda.MetricTypeUtilization:
			if number(text(value), 0) <= 0 {
				s.find(triggerPath(i), fmt.Sprintf("value %q is no whole percentage above zero", value), "write a number such as \"75\"")
			}
		case keda.MetricTypeAverageValue:
			if quantity, err := resource.ParseQuantity(value); err != nil || quantity.Sign() <= 0 {
				s.find(triggerPath(i), fmt.Sprintf("value %q is no quantity above zero; it crashes KEDA's operator", value), "write a quantity such as \"500m\" or \"8Gi\"")
			}
		default:
			s.find(triggerPath(i), fmt.Sprintf("metricType %q does not go with %s", t.MetricType, t.Type), "write Utilization or AverageValue")
		}
	}
}

func metricType(s *subject) {
	for i, t := range s.Spec.Triggers {
		if signal.IsResource(t.Type) {
			continue
		}
		switch t.MetricType {
		case "", keda.MetricTypeValue, keda.MetricTypeAverageValue:
		default:
			s.find(triggerPath(i), fmt.Sprintf("metricType %q does not go with %s", t.MetricType, t.Type), "write Value or AverageValue, or leave it out")
		}
	}
}

// inPod are the beginnings of metrics that a host's own pods, or what runs beside
// them, give: they are gone when the pods are.
var inPod = []string{"DCGM_", "vllm:", "nv_", "tgi_", "container_"}

// neverWakes is for hosts all of whose signals are known to come from their pods.
// A query of metrics unknown here may wake the host.
func neverWakes(s *subject) {
	if !s.Sleeps() {
		return
	}
	var inside []string
	for i, t := range s.Spec.Triggers {
		if signal.IsResource(t.Type) {
			continue
		}
		if t.Type != keda.TriggerPrometheus || !s.fromPods(i, t) {
			return
		}
		inside = append(inside, t.Name)
	}
	if len(inside) > 0 {
		s.find("spec.minReplicaCount", fmt.Sprintf("the host may be at zero, but its signals (%s) come from its own pods", strings.Join(inside, ", ")),
			fmt.Sprintf("add one from outside, such as %s: \"5\", or set %s: \"1\"", s.Host.Annotation("rps"), s.Host.Annotation("min-replicas")))
	}
}

func (s *subject) fromPods(i int, t keda.Trigger) bool {
	if s.Origins[i].Signal != "" {
		return !s.Origins[i].Definition.OutsidePod
	}
	query, err := s.query(t.Metadata["query"])
	if err != nil || len(query.Metrics()) == 0 {
		return false
	}
	for _, metric := range query.Metrics() {
		if !hasPrefix(metric, inPod) {
			return false
		}
	}
	return true
}

// serviceUnknown is for signals: a query written by hand may name what it likes.
func serviceUnknown(s *subject) {
	if s.Host.KnownService {
		return
	}
	for i, origin := range s.Origins {
		if strings.Contains(origin.Definition.Query, "$(service)") {
			s.find(triggerPath(i), fmt.Sprintf("the signal %s counts requests to the Service %s, which is not in the package", origin.Signal, s.Host.Service),
				fmt.Sprintf("add the Service, or name the right one with %s", s.Host.Annotation("service")))
		}
	}
}

func authenticationUnsent(s *subject) {
	for i, t := range s.Spec.Triggers {
		if t.Type != keda.TriggerPrometheus || t.AuthenticationRef == nil || t.Metadata["authModes"] != "" {
			continue
		}
		if entry, ok := s.cfg.Authentication[t.AuthenticationRef.Name]; ok && entry.Secret == nil {
			// Identities and vaults may speak for themselves.
			continue
		}
		if o, ok := s.inv.Authentications.Find(s.Host.Workload.Namespace, t.AuthenticationRef.Name); ok && o.Field("spec", "podIdentity") != nil {
			continue
		}
		s.find(triggerPath(i), fmt.Sprintf("the credentials of %s are never sent: authModes is not set", t.AuthenticationRef.Name),
			"set authModes in metadata, or the authentication's mode in the functionConfig")
	}
}

// secretKey holds the keys that an authentication reads against the Secret, where
// the package has it.
func secretKey(s *subject) {
	for _, name := range s.Authentications {
		secret := s.cfg.Authentication[name].Secret
		if secret == nil || secret.Source != "existing" {
			continue
		}
		o, ok := s.inv.Secrets.Find(s.Host.Workload.Namespace, secret.Name)
		if !ok {
			continue
		}
		for _, parameter := range sortedKeys(secret.Keys) {
			key := secret.Keys[parameter]
			if inventory.Field(o.Field("data"), key) == nil && inventory.Field(o.Field("stringData"), key) == nil {
				s.about(o, "data", fmt.Sprintf("has no key %q, which the authentication %s reads as %s", key, name, parameter),
					fmt.Sprintf("add the key, or correct spec.authentication.%s.secret.keys of the functionConfig", name))
			}
		}
	}
}
