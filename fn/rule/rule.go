// Package rule is the catalogue of what cannot work: what the intent itself
// forbids, what KEDA refuses, and what is accepted and then never scales.
package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// Rule is one thing that is looked for in every plan.
type Rule struct {
	// ID is stable and in kebab-case.
	ID string
	// Severity is error where it is certain to be refused or to fail, warning
	// where it is certain to be ignored or right only if something outside the
	// package is so.
	Severity finding.Severity
	// Catches says what it looks for, Why what a cluster does with it.
	Catches, Why string

	judge func(s *subject)
}

// catalogue is every rule, in the order of the reference. The layers: the
// intent, KEDA's admission, and what is accepted and then never scales.
var catalogue = []Rule{
	{"no-trigger", finding.Error, "a host without any trigger", "KEDA refuses a ScaledObject without triggers", noTrigger},
	{"limit-replicas", finding.Error, "more replicas than the functionConfig's limit", "the platform team bounds what a host may cost", limitReplicas},
	{"limit-trigger-type", finding.Error, "a trigger type that the functionConfig does not allow", "the platform team bounds what a host may ask", limitTriggerType},
	{"limit-server-address", finding.Error, "a Prometheus address that the functionConfig does not allow", "the platform team bounds where credentials go", limitServerAddress},
	{"hpa-refused", finding.Error, "an HPA for the host, with hpa-policy refuse", "an HPA and KEDA on one workload undo each other's scaling", hpaRefused},
	{"hpa-lost", finding.Warning, "something that a stripped HPA asked for and the plan lacks", "the host scales otherwise than before", hpaLost},
	{"hpa-several", finding.Warning, "several HPAs for one host", "only one can be taken over; while another exists in the cluster KEDA refuses the ScaledObject", hpaSeveral},
	{"hpa-name-taken", finding.Error, "an HPA name that belongs to another workload's HPA", "KEDA takes that HPA over and the other workload loses its autoscaler", hpaNameTaken},
	{"hpa-not-taken-over", finding.Error, "a stripped HPA whose name the ScaledObject does not take", "while the HPA exists in the cluster KEDA refuses the ScaledObject", hpaNotTakenOver},
	{"hpa-name-shared", finding.Error, "an HPA name that another ScaledObject has", "KEDA refuses the second ScaledObject", hpaNameShared},
	{"scaled-object-foreign", finding.Error, "a ScaledObject of somebody else for the same workload, or of the same name", "KEDA refuses two ScaledObjects for one workload", foreignScaledObject},

	{"target-other", finding.Error, "a scaleTargetRef that is not the host", "another workload is scaled, by signals that are not its own", targetOther},

	{"name-length", finding.Error, "a ScaledObject or HPA name that is too long", "KEDA makes a label of one and an HPA of the other, both of at most 63 characters", nameLength},
	{"hpa-name", finding.Error, "an HPA name that is no DNS name", "accepted, then KEDA cannot create the HPA", hpaName},
	{"replicas-range", finding.Error, "replica counts that contradict each other", "KEDA's CRD and webhook refuse them", replicasRange},
	{"period-range", finding.Error, "periods below their least", "KEDA's CRD refuses them", periodRange},
	{"cpu-request-missing", finding.Error, "a cpu or memory trigger on containers without the request", "KEDA's webhook refuses it, or the HPA cannot compute a utilization", requestMissing},
	{"container-unknown", finding.Error, "a trigger's containerName that the pod does not have", "accepted, then the HPA gets no metrics", containerUnknown},
	{"resource-only-at-zero", finding.Error, "only cpu and memory triggers on a host that may be at zero", "KEDA refuses it: without pods there is no cpu to measure", resourceOnlyAtZero},
	{"idle-ignored", finding.Warning, "idleReplicaCount with cpu and memory triggers alone", "KEDA takes such a host for active at all times, and never scales it to idle", idleIgnored},
	{"fallback-trigger", finding.Error, "fallback without a trigger that it works for", "KEDA's webhook refuses fallback with cpu and memory triggers alone", fallbackTrigger},
	{"fallback-fields", finding.Error, "fallback fields missing, negative or unknown", "KEDA's CRD refuses it", fallbackFields},
	{"scaling-modifiers", finding.Error, "a formula without a target, or over what is no trigger's name", "KEDA's webhook refuses it", scalingModifiers},
	{"trigger-names", finding.Error, "two triggers of one name", "KEDA's webhook refuses it", triggerNames},
	{"cached-metrics", finding.Error, "useCachedMetrics on cpu, memory or cron", "KEDA's webhook refuses it", cachedMetrics},

	{"behavior-bounds", finding.Error, "HPA behavior out of Kubernetes' bounds", "accepted by KEDA, then Kubernetes refuses the HPA", behaviorBounds},
	{"resource-trigger", finding.Error, "cpu or memory triggers whose metricType or value does not parse", "KEDA never creates the HPA; a bad quantity crashes its operator for the whole cluster", resourceTrigger},
	{"metric-type", finding.Error, "a metricType that external metrics do not have", "KEDA never creates the HPA", metricType},
	{"prometheus-field", finding.Error, "fields of a Prometheus trigger missing or not parsing", "KEDA never creates the HPA", prometheusField},
	{"prometheus-ignored", finding.Warning, "fields of a Prometheus trigger that KEDA ignores", "they do nothing", prometheusIgnored},
	{"query-syntax", finding.Error, "a query that Prometheus does not parse", "Ready=True, but every poll fails", querySyntax},
	{"query-type", finding.Error, "a query that gives no instant vector", "KEDA fails on scalars and takes ranges for zero", queryType},
	{"query-series", finding.Warning, "a query that may give several series", "KEDA fails as soon as it does", querySeries},
	{"target-range", finding.Error, "a target that the signal never passes", "the host never scales up", targetRange},
	{"target-tolerance", finding.Warning, "a target within the HPA's tolerance of the signal's maximum", "the HPA acts on 10 % more than the target, which the signal never reaches", targetTolerance},
	{"target-unit", finding.Warning, "a target of a percentage that looks like a ratio", "the signal is above it nearly always, and the host stays at its maximum", targetUnit},
	{"never-wakes", finding.Error, "a host that may be at zero with signals from its own pods alone", "without pods the signals are absent: it never comes back", neverWakes},
	{"service-unknown", finding.Warning, "a query for a Service that is not in the package", "if the Service is called otherwise, the signal is always zero", serviceUnknown},
	{"cooldown-cold-start", finding.Warning, "a cool-down shorter than the startup probe allows", "the pod is scaled away while its model still loads", cooldownColdStart},
	{"period-idle", finding.Warning, "polling and cool-down periods on a host that is never at zero", "they have no effect", periodIdle},
	{"activation-idle", finding.Warning, "an activation on a host that is never at zero", "it has no effect", activationIdle},
	{"authentication-idle", finding.Warning, "an authentication for Prometheus triggers on a host that has none", "it has no effect; other triggers name theirs in their entry of triggers", authenticationIdle},
	{"authentication-reference", finding.Error, "an authenticationRef without a name or of an unknown kind", "KEDA's CRD refuses it", authenticationReference},
	{"authentication-missing", finding.Warning, "an authenticationRef to what is not in the package", "unless the cluster has it, requests go unauthenticated and nothing says so", authenticationMissing},
	{"authentication-parameter", finding.Error, "authModes whose parameters the authentication does not give", "KEDA never creates the HPA", authenticationParameter},
	{"authentication-unsent", finding.Warning, "a Prometheus trigger with credentials and no authModes", "no credential is sent", authenticationUnsent},
	{"secret-key", finding.Error, "a key that the package's Secret does not have", "KEDA reads it as empty and its requests are refused", secretKey},
	{"secret-hash", finding.Warning, "a Secret whose name kustomize will change after the function", "unless kustomize is told of the reference, KEDA finds no Secret", secretHash},
}

// ofTheWhole are rules that look at everything a host scales on, or at what it may
// come down to. Where a part of the intent could not be read, they cannot tell.
var ofTheWhole = []string{
	"no-trigger", "hpa-lost", "hpa-not-taken-over", "resource-only-at-zero", "idle-ignored", "fallback-trigger",
	"scaling-modifiers", "never-wakes", "cooldown-cold-start", "period-idle", "activation-idle", "authentication-unsent", "authentication-idle",
}

// Catalogue is every rule, in the order of the reference.
func Catalogue() []Rule { return append([]Rule(nil), catalogue...) }

// Judge applies every rule to the plans of a package, one by one and as neighbours.
func Judge(plans []*plan.Plan, inv *inventory.Inventory, cfg config.Spec) finding.List {
	hpas := byHPA(plans)
	var findings finding.List
	for _, p := range plans {
		s := &subject{Plan: p, inv: inv, cfg: cfg, hpas: hpas, queries: map[string]parsed{}}
		for _, r := range catalogue {
			if len(p.Unsure) > 0 && slices.Contains(ofTheWhole, r.ID) {
				continue
			}
			s.rule = r
			r.judge(s)
		}
		findings = append(findings, s.findings...)
	}
	return findings
}

// subject is a plan under judgement by one rule.
type subject struct {
	*plan.Plan
	inv      *inventory.Inventory
	cfg      config.Spec
	rule     Rule
	hpas     map[hpaKey][]*plan.Plan
	queries  map[string]parsed
	findings finding.List
}

// find adds a finding about the value at a path of the ScaledObject.
func (s *subject) find(path, message, hint string) {
	s.findings = append(s.findings, s.Finding(s.rule.ID, s.rule.Severity, path, message, hint))
}

// about adds a finding about another object.
func (s *subject) about(o *inventory.Object, field, message, hint string) {
	s.findings = append(s.findings, finding.Finding{
		Rule: s.rule.ID, Severity: s.rule.Severity, Resource: o.Resource(), File: o.File(),
		Field: field, Message: message, Hint: hint,
	})
}
