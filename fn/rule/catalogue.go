package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// catalogue is every rule, in the order of the reference.
var catalogue = slices.Concat(inLayer(Intent, ofIntent), inLayer(Admission, ofAdmission), inLayer(Scaling, ofScaling))

func inLayer(layer Layer, rules []Rule) []Rule {
	for i := range rules {
		rules[i].Layer = layer
	}
	return rules
}

// ofIntent are about what annotations and the functionConfig ask for. ScaledObjects
// that somebody wrote have none.
var ofIntent = []Rule{
	{ID: "limit-replicas", Severity: finding.Error, Catches: "more replicas than the functionConfig's limit", Why: "the platform team bounds what a host may cost", judge: limitReplicas},
	{ID: "limit-trigger-type", Severity: finding.Error, Catches: "a trigger type that the functionConfig does not allow", Why: "the platform team bounds what a host may ask", judge: limitTriggerType},
	{ID: "limit-server-address", Severity: finding.Error, Catches: "a Prometheus address that the functionConfig does not allow", Why: "the platform team bounds where credentials go", judge: limitServerAddress},
	{ID: "schedule-replicas", Severity: finding.Error, Catches: "a line of a schedule that asks for more replicas than the host's maximum", Why: "the maximum holds, and the host is not ready for what the schedule expects", judge: scheduleReplicas},
	{ID: "hpa-refused", Severity: finding.Error, Catches: "an HPA for the host, with hpa-policy refuse", Why: "an HPA and KEDA on one workload undo each other's scaling", judge: hpaRefused},
	{ID: "hpa-setting-lost", Severity: finding.Warning, Catches: "something that a stripped HPA asked for and the plan lacks", Why: "the host scales otherwise than before", judge: hpaLost},
	{ID: "hpa-setting-overridden", Severity: finding.Info, Catches: "something that an adopted HPA asks for and the host's annotations replace", Why: "the annotations hold, and the host scales otherwise than before", judge: hpaOverruled},
	{ID: "hpa-several", Severity: finding.Warning, Catches: "several HPAs for one host", Why: "only one can be taken over; while another exists in the cluster KEDA refuses the ScaledObject", judge: hpaSeveral},
	{ID: "hpa-not-taken-over", Severity: finding.Error, Catches: "a stripped HPA whose name the ScaledObject does not take", Why: "while the HPA exists in the cluster KEDA refuses the ScaledObject", judge: hpaNotTakenOver},
	{ID: "scaled-object-conflict", Severity: finding.Error, Catches: "a ScaledObject of somebody else for the same workload, or of the same name", Why: "KEDA refuses two ScaledObjects for one workload", judge: foreignScaledObject},
	{ID: "http-hosts-unused", Severity: finding.Warning, Catches: "hosts, paths or a port for KEDA's HTTP add-on, and no signal of its", Why: "they have no effect", judge: hostsIdle},
	{ID: "virtualservice-edit-mismatch", Severity: finding.Warning, Catches: "a VirtualService that is changed to go to the interceptor of KEDA's HTTP add-on, and requests that have no route there or cannot wait, or no such VirtualService", Why: "the interceptor answers 404, or the gateway gives up before a pod is there", judge: editMismatch},
	{ID: "interceptor-loop", Severity: finding.Warning, Catches: "a VirtualService for callers inside the mesh that sends requests to the interceptor of KEDA's HTTP add-on", Why: "the interceptor sends them on under the same host; its own sidecar, if it has one, sends them back to it", judge: interceptorLoop},
	{ID: "retries-too-short", Severity: finding.Warning, Catches: "retries of Istio that do not last until a pod is there", Why: "Envoy answers 503 to requests for a Service without endpoints, and does not try again", judge: retriesShort},
	{ID: "target-mismatch", Severity: finding.Error, Catches: "a scaleTargetRef that is not the host", Why: "another workload is scaled, by signals that are not its own", judge: targetOther},
}

// ofAdmission are about what KEDA's webhook and CRD refuse.
var ofAdmission = []Rule{
	{ID: APIVersion, Severity: finding.Error, Catches: "a version, group or kind of KEDA that does not exist, or an apiVersion or kind that is missing or misspelled", Why: "Kubernetes refuses the object", judge: apiVersion},
	{ID: "object-metadata", Severity: finding.Error, Catches: "a KEDA object, a workload or a Secret whose name, namespace, labels, annotations, finalizers or owners Kubernetes does not accept", Why: "Kubernetes refuses the object", judge: objectMetadata},
	{ID: "field-invalid", Severity: finding.Error, Catches: "a field of a KEDA object that is missing, of the wrong type or out of bounds", Why: "the CRD refuses the object", judge: fieldRefused},
	{ID: "field-unknown", Severity: finding.Error, Catches: "a field that an object of KEDA or its HTTP add-on does not have", Why: "kubectl and every server-side apply, such as Flux's, refuse the object; with other clients the field is dropped and has no effect", judge: fieldPruned},
	{ID: "field-ambiguous", Severity: finding.Warning, Catches: "yes, no, on or off without quotes in a KEDA object", Why: "kubectl reads a boolean and kustomize a string, and the CRD accepts only one of them", judge: fieldAmbiguous},
	{ID: "field-placeholder", Severity: finding.Info, Catches: "fields of a KEDA object that another tool fills in: Flux, envsubst, Helm, the Argo CD Vault Plugin and others", Why: "their values are not known yet, so types and values are not checked", judge: fieldPlaceholder},
	{ID: "authentication-invalid", Severity: finding.Error, Catches: "a field of a TriggerAuthentication that is missing, of the wrong type or at odds with another", Why: "KEDA's CRD or webhook refuses it, and the triggers have no authentication", judge: authenticationField},
	{ID: "authentication-field-unknown", Severity: finding.Error, Catches: "a field that a TriggerAuthentication does not have", Why: "kubectl and every server-side apply, such as Flux's, refuse the object; with other clients the field is dropped and has no effect", judge: authenticationPruned},
	{ID: "secret-data", Severity: finding.Error, Catches: "a Secret whose data is not base64, or whose values are not strings", Why: "Kubernetes refuses the Secret", judge: secretData},
	{ID: "no-trigger", Severity: finding.Error, Catches: "a host or ScaledObject without any trigger", Why: "KEDA's CRD refuses it", judge: noTrigger},
	{ID: "hpa-conflict", Severity: finding.Error, Catches: "a ScaledObject for a workload that an HPA scales", Why: "KEDA refuses it, or looks past the HPA and both fight, so that nothing scales", judge: hpaConflict},
	{ID: WorkloadShared, Severity: finding.Error, Catches: "two ScaledObjects for one workload", Why: "KEDA refuses the second", judge: workloadShared},
	{ID: "hpa-name-shared", Severity: finding.Error, Catches: "an HPA name that another ScaledObject has", Why: "KEDA refuses the second ScaledObject", judge: hpaNameShared},
	{ID: "name-length", Severity: finding.Error, Catches: "a ScaledObject or HPA name that is too long", Why: "KEDA makes a label of one and an HPA of the other, both of at most 63 characters", judge: nameLength},
	{ID: "hpa-name", Severity: finding.Error, Catches: "an HPA name that is no DNS name", Why: "accepted, then KEDA cannot create the HPA", judge: hpaName},
	{ID: "replicas-range", Severity: finding.Error, Catches: "replica counts that contradict each other", Why: "KEDA's CRD and webhook refuse them", judge: replicasRange},
	{ID: "period-range", Severity: finding.Error, Catches: "periods below their least", Why: "KEDA's CRD refuses them", judge: periodRange},
	{ID: "cpu-request-missing", Severity: finding.Error, Catches: "a cpu or memory trigger on containers without the request", Why: "KEDA's webhook refuses it, or the HPA cannot compute a utilization", judge: requestMissing},
	{ID: "container-unknown", Severity: finding.Error, Catches: "a trigger's containerName that the pod does not have", Why: "accepted, then the HPA gets no metrics", judge: containerUnknown},
	{ID: "resource-only-at-zero", Severity: finding.Error, Catches: "only cpu and memory triggers on a host that may be at zero", Why: "KEDA refuses it: without pods there is no cpu to measure", judge: resourceOnlyAtZero},
	{ID: "idle-ignored", Severity: finding.Warning, Catches: "idleReplicaCount with cpu and memory triggers alone", Why: "KEDA takes such a host for active at all times, and never scales it to idle", judge: idleIgnored},
	{ID: "fallback-trigger", Severity: finding.Error, Catches: "fallback without a trigger that it works for", Why: "KEDA's webhook refuses fallback with cpu and memory triggers alone", judge: fallbackTrigger},
	{ID: "fallback-fields", Severity: finding.Error, Catches: "fallback fields missing, negative or unknown", Why: "KEDA's CRD refuses it", judge: fallbackFields},
	{ID: "scaling-modifiers", Severity: finding.Error, Catches: "a formula without a target, or over what is no trigger's name", Why: "KEDA's webhook refuses it", judge: scalingModifiers},
	{ID: "trigger-name-duplicate", Severity: finding.Error, Catches: "two triggers of one name", Why: "KEDA's webhook refuses it", judge: triggerNames},
	{ID: "cached-metrics", Severity: finding.Error, Catches: "useCachedMetrics on cpu, memory or cron", Why: "KEDA's webhook refuses it", judge: cachedMetrics},
}

// ofScaling are about what is accepted and then never scales.
var ofScaling = []Rule{
	{ID: "metadata-key-duplicate", Severity: finding.Warning, Catches: "a key that stands twice in a ScaledObject or TriggerAuthentication, outside of its spec", Why: "kubectl takes the last of them, and kustomize refuses the object", judge: keyGivenTwice},
	{ID: TargetRenamed, Severity: finding.Error, Catches: "a scaleTargetRef to a name that kustomize has changed", Why: "accepted, then KEDA finds no workload to scale", judge: targetRenamed},
	{ID: NameStale, Severity: finding.Error, Catches: "a query, or another field of a generated object, with a name or namespace that kustomize has changed since", Why: "accepted, then the query returns nothing, which KEDA reads as zero, or the reference finds nothing", judge: nameStale},
	{ID: TargetKind, Severity: finding.Error, Catches: "a scaleTargetRef to a kind that Kubernetes does not have, or cannot scale", Why: "KEDA's webhook refuses it, or KEDA finds nothing to scale", judge: targetKind},
	{ID: TargetMissing, Severity: finding.Warning, Catches: "a scaleTargetRef to what is not in the package, which has a workload called nearly so, or of another kind or namespace", Why: "accepted, then KEDA finds no workload to scale", judge: targetMissing},
	{ID: "hpa-name-taken", Severity: finding.Error, Catches: "an HPA name that belongs to another workload's HPA", Why: "KEDA takes that HPA over and the other workload loses its autoscaler", judge: hpaNameTaken},
	{ID: "replicas-set", Severity: finding.Warning, Catches: "spec.replicas in the workload of a ScaledObject", Why: "every apply sets the count back, and pods are killed and started for nothing", judge: replicasSet},
	{ID: "hpa-reapplied", Severity: finding.Warning, Catches: "an HPA that the ScaledObject takes over, still in the package", Why: "every apply gives the HPA its old metrics back, until KEDA notices", judge: hpaReapplied},
	{ID: "paused-value", Severity: finding.Warning, Catches: "an annotation that pauses KEDA and is neither true nor false", Why: "KEDA takes whatever it cannot read for true, and stops scaling", judge: pausedValue},
	{ID: "paused-count", Severity: finding.Error, Catches: "a count to pause at that is no number", Why: "KEDA fails to reconcile the ScaledObject", judge: pausedCount},
	{ID: "argocd-tracking-inherited", Severity: finding.Warning, Catches: "Argo CD's own marks on a ScaledObject", Why: "KEDA's HPA inherits them, and Argo CD prunes what is not in Git", judge: trackerInherited},
	{ID: "trigger-unused-by-formula", Severity: finding.Warning, Catches: "a trigger, such as a schedule's, that the formula does not name", Why: "beside a formula nothing else counts", judge: formulaOmits},
	{ID: "formula-ignores-container", Severity: finding.Warning, Catches: "a cpu or memory trigger for one container beside a formula", Why: "KEDA keeps only the metrics of whole pods beside a formula", judge: modifiersContainer},
	{ID: "behavior-bounds", Severity: finding.Error, Catches: "HPA behavior out of Kubernetes' bounds", Why: "accepted by KEDA, then Kubernetes refuses the HPA", judge: behaviorBounds},
	{ID: "resource-trigger", Severity: finding.Error, Catches: "cpu or memory triggers whose metricType or value does not parse", Why: "KEDA never creates the HPA; a bad quantity crashes its operator for the whole cluster", judge: resourceTrigger},
	{ID: "metric-type", Severity: finding.Error, Catches: "a metricType that external metrics do not have", Why: "KEDA never creates the HPA", judge: metricType},
	{ID: "trigger-type", Severity: finding.Error, Catches: "a trigger type that KEDA does not have", Why: "KEDA never creates the HPA", judge: triggerType},
	{ID: "metadata-missing", Severity: finding.Error, Catches: "metadata that the scaler cannot do without", Why: "KEDA never creates the HPA, and no other trigger works either", judge: metadataMissing},
	{ID: "metadata-value", Severity: finding.Error, Catches: "metadata that does not parse, or that the scaler does not take", Why: "KEDA never creates the HPA, and no other trigger works either", judge: fault(scaler.Malformed)},
	{ID: "metadata-removed", Severity: finding.Error, Catches: "metadata that KEDA has removed", Why: "KEDA never creates the HPA, and no other trigger works either", judge: fault(scaler.Removed)},
	{ID: "metadata-conflict", Severity: finding.Error, Catches: "metadata that does not go together", Why: "KEDA never creates the HPA, and no other trigger works either", judge: fault(scaler.Contradictory)},
	{ID: "metadata-unusable", Severity: finding.Error, Catches: "metadata that KEDA takes, and that fails later: a target of zero, a time zone that is none", Why: "Kubernetes refuses the HPA, or every poll fails", judge: fault(scaler.Untenable)},
	{ID: "metadata-ignored", Severity: finding.Warning, Catches: "a parameter where the scaler does not look for it", Why: "it does nothing, and a password lies open", judge: fault(scaler.Unread)},
	{ID: "metadata-unknown", Severity: finding.Warning, Catches: "metadata that the scaler does not know", Why: "KEDA passes over it in silence", judge: fault(scaler.Unknown)},
	{ID: "metadata-variable", Severity: finding.Warning, Catches: "the name of an environment variable that the container does not have", Why: "KEDA goes on without the parameter", judge: fault(scaler.Unset)},
	{ID: "metadata-deprecated", Severity: finding.Warning, Catches: "metadata that KEDA will remove", Why: "a later KEDA never creates the HPA", judge: fault(scaler.Deprecated)},
	{ID: "metadata-unchecked", Severity: finding.Info, Catches: "metadata that KEDA checks, and that is not checked here", Why: "it depends on a value that is not in the package, or on a parser inside KEDA", judge: fault(scaler.Unchecked)},
	{ID: "timeout-unit", Severity: finding.Warning, Catches: "a timeout without its unit, of less than a second", Why: "KEDA takes it for milliseconds, and polls time out", judge: timeoutUnit},
	{ID: RouteMissing, Severity: finding.Warning, Catches: "a trigger of the HTTP add-on whose route is not in the package", Why: "without the route nothing counts requests, and the host never wakes", judge: routeMissing},
	{ID: "http-hosts-missing", Severity: finding.Error, Catches: "a route of KEDA's HTTP add-on that is for no hosts", Why: "the interceptor takes no requests for it, and the host never wakes", judge: hostsMissing},
	{ID: "http-host-shared", Severity: finding.Error, Catches: "two routes of KEDA's HTTP add-on for the same host and path, of whatever namespaces", Why: "the interceptor sends all requests to the older one; the other's host never wakes", judge: hostShared},
	{ID: "http-readiness", Severity: finding.Warning, Catches: "requests that are given up before the model can have loaded", Why: "the interceptor answers 504, and nobody has waited for the pod that they woke", judge: readinessColdStart},
	{ID: "http-placeholder", Severity: finding.Error, Catches: "a placeholder for requests that wait, on a host that only what is in flight can wake", Why: "a placeholder is answered at once: nothing is in flight when the scaler looks, twice a second", judge: placeholderAsleep},
	{ID: "http-not-ready", Severity: finding.Warning, Catches: "a Service that publishes pods before they are ready, behind a route of KEDA's HTTP add-on", Why: "the interceptor takes such a pod for ready, sends it what waits while the model loads, and gives up after a minute", judge: notReady},
	{ID: "interceptor-bypassed", Severity: finding.Warning, Catches: "a VirtualService, HTTPRoute or Ingress that sends requests to the Service behind a route of KEDA's HTTP add-on", Why: "they do not count; at zero they find nobody and wake nobody", judge: interceptorBypassed},
	{ID: "route-field", Severity: finding.Error, Catches: "a hand-written route of KEDA's HTTP add-on with a field that its CRD refuses, an invalid duration, or hosts that no request has", Why: "the HTTP add-on's CRD refuses it, or the interceptor never matches a request", judge: routeField},
	{ID: "route-target", Severity: finding.Error, Catches: "a route of KEDA's HTTP add-on to a port that the Service does not have", Why: "the interceptor answers 500, or finds nobody to talk to", judge: routeTarget},
	{ID: "prometheus-address", Severity: finding.Error, Catches: "a Prometheus address without its scheme", Why: "Ready=True, but every poll fails", judge: schemeMissing},
	{ID: "query-syntax", Severity: finding.Error, Catches: "a query that Prometheus does not parse", Why: "Ready=True, but every poll fails", judge: querySyntax},
	{ID: "query-type", Severity: finding.Error, Catches: "a query that gives no instant vector", Why: "KEDA fails on scalars and takes ranges for zero", judge: queryType},
	{ID: "query-series", Severity: finding.Warning, Catches: "a query that may give several series", Why: "KEDA fails as soon as it does", judge: querySeries},
	{ID: "query-metric", Severity: finding.Warning, Catches: "a metric that its exporter does not have, or no longer has", Why: "the query returns nothing, which KEDA reads as zero", judge: queryMetric},
	{ID: "query-label", Severity: finding.Warning, Catches: "a query by a label that the metric's exporter does not have, but one much like it, or another exporter", Why: "the query returns nothing, which KEDA reads as zero, or leaves nothing out", judge: queryLabel},
	{ID: "query-value", Severity: finding.Warning, Catches: "a query by a value that the label never has", Why: "the query returns nothing, which KEDA reads as zero", judge: queryValue},
	{ID: "query-reporter", Severity: finding.Warning, Catches: "Istio's requests by no reporter", Why: "both ends of a request report it, and the host gets twice the replicas", judge: queryReporter},
	{ID: QueryPods, Severity: finding.Warning, Catches: "a query that leaves out the host's own pods or namespace", Why: "the host is scaled by another's load, or by none", judge: queryPods},
	{ID: QueryNeighbours, Severity: finding.Warning, Catches: "a query that also selects the pods of other workloads in the package", Why: "the host is scaled by its neighbours' load as well", judge: queryNeighbours},
	{ID: "query-window", Severity: finding.Warning, Catches: "rate() and its like over less than two samples", Why: "they return nothing, which KEDA reads as zero", judge: queryWindow},
	{ID: "average-as-average-value", Severity: finding.Warning, Catches: "an average with metricType AverageValue", Why: "the HPA divides it by the replicas once more: at 70 of 100 it stops at two", judge: averageDivided},
	{ID: "sum-as-value", Severity: finding.Warning, Catches: "a sum with metricType Value", Why: "more replicas do not lower it, and the host goes on to its maximum", judge: totalUndivided},
	{ID: "target-range", Severity: finding.Error, Catches: "a target that the signal never passes", Why: "the host never scales up", judge: targetRange},
	{ID: "target-tolerance", Severity: finding.Warning, Catches: "a target within the HPA's tolerance of the signal's maximum", Why: "the HPA acts on 10 % more than the target, which the signal never reaches", judge: targetTolerance},
	{ID: "target-unit", Severity: finding.Warning, Catches: "a target of a percentage that looks like a ratio", Why: "the signal is above it nearly always, and the host stays at its maximum", judge: targetUnit},
	{ID: "never-wakes", Severity: finding.Error, Catches: "a host that may be at zero with signals from its own pods alone", Why: "without pods the signals are absent: it never comes back", judge: neverWakes},
	{ID: FallbackWakes, Severity: finding.Warning, Catches: "a host that may be at zero, where a query of its own pods fails and the fallback wakes it", Why: "KEDA treats a trigger that falls back as active: the host starts and stops again and again", judge: fallbackWakes},
	{ID: "fallback-ignored", Severity: finding.Warning, Catches: "a fallback that KEDA never uses: beside a formula whose target is not a whole number, or with schedules only", Why: "when its triggers fail, the host stays as it is", judge: fallbackIgnored},
	{ID: "resource-never-active", Severity: finding.Warning, Catches: "a host that may be at zero, with a schedule beside cpu or memory and nothing else", Why: "outside the schedule it goes to zero however busy it is", judge: resourceAsleep},
	{ID: "wake-source-unknown", Severity: finding.Warning, Catches: "a host that may be at zero with no signal that is known to be there without pods", Why: "if the signals are absent without pods, it never comes back", judge: wakeUnproven},
	{ID: "stream-pending", Severity: finding.Warning, Catches: "a host that may be at zero and that only the pending entries of a Redis stream can wake", Why: "entries are pending once a consumer has read them, and at zero there is none", judge: streamPending},
	{ID: "activation-rate", Severity: finding.Warning, Catches: "an activation of one a second or more on a host that may be at zero", Why: "KEDA wakes a host above it: fewer requests, and just as many, find nobody", judge: activationRate},
	{ID: "wake-on-rate", Severity: finding.Warning, Catches: "a host that may be at zero and that only rate() and its like can wake", Why: "they do not see the first request of a new series, and at first every series is new", judge: wakeLate},
	{ID: "null-keeps-awake", Severity: finding.Warning, Catches: "ignoreNullValues \"false\" for a count of what comes, on a host that may be at zero", Why: "KEDA does not scale to zero while a trigger fails", judge: nullKeepsAwake},
	{ID: "null-as-zero", Severity: finding.Warning, Catches: "metrics of pods without ignoreNullValues \"false\" on a host that is never at zero", Why: "a lost exporter reads as zero load, and the host is scaled down", judge: nullAsZero},
	{ID: "service-unknown", Severity: finding.Warning, Catches: "a query for a Service that is not in the package, or selects other pods than the host's", Why: "if the Service is called otherwise, the signal is always zero", judge: serviceUnknown},
	{ID: "cooldown-cold-start", Severity: finding.Warning, Catches: "a cool-down shorter than the startup probe allows", Why: "the pod is scaled away while its model still loads", judge: cooldownColdStart},
	{ID: "period-unused", Severity: finding.Info, Catches: "polling and cool-down periods on a host that is never at zero", Why: "they have no effect, and do no harm", judge: periodIdle},
	{ID: "schedule-unused", Severity: finding.Warning, Catches: "a schedule or cron trigger that asks for no more than the minimum, or a cron trigger that asks for more than the maximum", Why: "the minimum and the maximum hold, and what it says has no effect", judge: scheduleIdle},
	{ID: "schedule-clock-change", Severity: finding.Warning, Catches: "a schedule or cron trigger that KEDA takes for begun, or for over, around the day on which clocks are set", Why: "its cron library passes over times that such a day does not have, and KEDA waits for the next", judge: scheduleClocks},
	{ID: "activation-unused", Severity: finding.Warning, Catches: "an activation on a host that is never at zero", Why: "it has no effect", judge: activationIdle},
	{ID: "authentication-unused", Severity: finding.Warning, Catches: "an authentication for Prometheus triggers on a host that has none", Why: "it has no effect; other triggers name theirs in their entry of triggers", judge: authenticationIdle},
	{ID: "authentication-reference", Severity: finding.Error, Catches: "an authenticationRef without a name or of an unknown kind", Why: "KEDA's CRD refuses it", judge: authenticationReference},
	{ID: AuthenticationMissing, Severity: finding.Warning, Catches: "an authenticationRef to an object that is not in the package", Why: "unless the cluster has it, requests go unauthenticated and nothing says so", judge: authenticationMissing},
	{ID: AuthenticationRenamed, Severity: finding.Error, Catches: "an authenticationRef to a name that kustomize has changed", Why: "accepted, then KEDA finds no authentication, and requests go without", judge: authenticationRenamed},
	{ID: "authentication-parameter", Severity: finding.Error, Catches: "a trigger whose authentication does not give what its scaler or its authModes need", Why: "KEDA never creates the HPA", judge: authenticationParameter},
	{ID: "authentication-unsent", Severity: finding.Warning, Catches: "a Prometheus trigger with credentials and no authModes", Why: "no credential is sent", judge: authenticationUnsent},
	{ID: SecretMissing, Severity: finding.Warning, Catches: "a reference to a Secret that is not in the package, while a Secret with a similar name or in another namespace is", Why: "KEDA reads its keys as empty, and requests are refused", judge: secretMissing},
	{ID: SecretRenamed, Severity: finding.Error, Catches: "a TriggerAuthentication's reference to a Secret whose name kustomize has changed", Why: "KEDA finds no Secret, and reads its keys as empty", judge: secretRenamed},
	{ID: "secret-namespace", Severity: finding.Warning, Catches: "a ClusterTriggerAuthentication whose Secret is in the workload's namespace", Why: "KEDA looks for it in its own namespace, and reads its keys as empty", judge: secretNamespace},
	{ID: "secret-key", Severity: finding.Error, Catches: "a key that the package's Secret does not have", Why: "KEDA reads it as empty and its requests are refused", judge: secretKey},
	{ID: "secret-empty", Severity: finding.Warning, Catches: "a Secret without keys, or with an empty value, that a TriggerAuthentication reads", Why: "unless something in the cluster fills it, KEDA reads the key as empty", judge: secretEmpty},
	{ID: SecretHash, Severity: finding.Warning, Catches: "a Secret to whose name kustomize appends a hash, before the function or after it", Why: "unless kustomize has a nameReference for it, KEDA finds no Secret", judge: secretHash},
}

// ofTheWhole are rules that look at everything a host scales on, or at what it may
// come down to. Where a part of the intent could not be read, they cannot tell.
var ofTheWhole = []string{
	"no-trigger", "hpa-setting-lost", "hpa-setting-overridden", "hpa-not-taken-over", "resource-only-at-zero", "idle-ignored", "fallback-trigger",
	"http-hosts-unused", "scaling-modifiers", "never-wakes", FallbackWakes, "fallback-ignored", "resource-never-active", "wake-source-unknown", "stream-pending", "cooldown-cold-start", "period-unused", "activation-unused", "authentication-unsent", "authentication-unused",
	"activation-rate", "null-keeps-awake", "null-as-zero", "trigger-unused-by-formula", "formula-ignores-container", "wake-on-rate",
}

// ofNeighbours are rules that look at what else scales a workload, or takes its
// requests. Of a generated ScaledObject its model host covers them.
var ofNeighbours = []string{
	"hpa-conflict", "workload-shared", "hpa-name-shared", "hpa-name-taken", "hpa-reapplied", "replicas-set", "http-host-shared",
}
