package rule

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// catalogue is every rule, in the order of the reference.
var catalogue = slices.Concat(inLayer(Annotations, ofIntent), inLayer(Admission, ofAdmission), inLayer(Scaling, ofScaling))

func inLayer(layer Layer, rules []Rule) []Rule {
	for i := range rules {
		rules[i].Layer = layer
	}
	return rules
}

// ofIntent are about what annotations and the functionConfig ask for. ScaledObjects
// that somebody wrote have none.
var ofIntent = []Rule{
	{ID: "limit-replicas", Severity: finding.Error, Summary: "more replicas than the functionConfig's limit", Consequence: "the platform team bounds what a host may cost", Run: onHosts(limitReplicas)},
	{ID: "limit-trigger-type", Severity: finding.Error, Summary: "a trigger type that the functionConfig does not allow", Consequence: "the platform team bounds what a host may ask", Run: onHosts(limitTriggerType)},
	{ID: "limit-server-address", Severity: finding.Error, Summary: "a Prometheus address that the functionConfig does not allow", Consequence: "the platform team bounds where credentials go", Run: onHosts(limitServerAddress)},
	{ID: "schedule-replicas", Severity: finding.Error, Summary: "a line of a schedule that asks for more replicas than the host's maximum", Consequence: "the maximum holds, and the host is not ready for what the schedule expects", Run: onHosts(scheduleReplicas)},
	{ID: "hpa-refused", Severity: finding.Error, Summary: "an HPA for the host, with hpa-policy refuse", Consequence: "an HPA and KEDA on one workload undo each other's scaling", Run: onHosts(hpaRefused)},
	{ID: "hpa-setting-lost", Severity: finding.Warning, Summary: "something that a stripped HPA asked for and the plan lacks", Consequence: "the host scales otherwise than before", Run: onHosts(hpaLost)},
	{ID: "hpa-setting-overridden", Severity: finding.Info, Summary: "something that an adopted HPA asks for and the host's annotations replace", Consequence: "the annotations hold, and the host scales otherwise than before", Run: onHosts(hpaOverruled)},
	{ID: "hpa-several", Severity: finding.Warning, Summary: "several HPAs for one host", Consequence: "only one can be taken over; while another exists in the cluster KEDA refuses the ScaledObject", Run: onHosts(hpaSeveral)},
	{ID: "hpa-not-taken-over", Severity: finding.Error, Summary: "a stripped HPA whose name the ScaledObject does not take", Consequence: "while the HPA exists in the cluster KEDA refuses the ScaledObject", Run: onHosts(hpaNotTakenOver)},
	{ID: "scaled-object-conflict", Severity: finding.Error, Summary: "a ScaledObject of somebody else for the same workload, or of the same name", Consequence: "KEDA refuses two ScaledObjects for one workload", Run: onHosts(foreignScaledObject)},
	{ID: "http-hosts-unused", Severity: finding.Warning, Summary: "hosts, paths or a port for KEDA's HTTP add-on, and no signal of its", Consequence: "they have no effect", Run: onHosts(hostsIdle)},
	{ID: "virtualservice-edit-mismatch", Severity: finding.Warning, Summary: "a VirtualService that is changed to go to the interceptor of KEDA's HTTP add-on, and requests that have no route there or cannot wait, or no such VirtualService", Consequence: "the interceptor answers 404, or the gateway gives up before a pod is there", Run: onHosts(editMismatch)},
	{ID: "interceptor-loop", Severity: finding.Warning, Summary: "a VirtualService for callers inside the mesh that sends requests to the interceptor of KEDA's HTTP add-on", Consequence: "the interceptor sends them on under the same host; its own sidecar, if it has one, sends them back to it", Run: onHosts(interceptorLoop)},
	{ID: "retries-too-short", Severity: finding.Warning, Summary: "retries of Istio that do not last until a pod is there", Consequence: "Envoy answers 503 to requests for a Service without endpoints, and does not try again", Run: onHosts(retriesShort)},
	{ID: "target-mismatch", Severity: finding.Error, Summary: "a scaleTargetRef that is not the host", Consequence: "another workload is scaled, by signals that are not its own", Run: onHosts(targetOther)},
}

// ofAdmission are about what KEDA's webhook and CRD refuse.
var ofAdmission = []Rule{
	{ID: APIVersion, Severity: finding.Error, Summary: "a version, group or kind of KEDA that does not exist, or an apiVersion or kind that is missing or misspelled", Consequence: "Kubernetes refuses the object", Run: apiVersion},
	{ID: "object-metadata", Severity: finding.Error, Summary: "a KEDA object, a workload or a Secret whose name, namespace, labels, annotations, finalizers or owners Kubernetes does not accept", Consequence: "Kubernetes refuses the object", Run: objectMetadata},
	{ID: "field-invalid", Severity: finding.Error, Summary: "a field of a KEDA object that is missing, of the wrong type or out of bounds", Consequence: "the CRD refuses the object", Run: fieldRefused},
	{ID: "field-unknown", Severity: finding.Error, Summary: "a field that an object of KEDA or its HTTP add-on does not have", Consequence: "kubectl and every server-side apply, such as Flux's, refuse the object; with other clients the field is dropped and has no effect", Run: fieldPruned},
	{ID: "field-ambiguous", Severity: finding.Warning, Summary: "yes, no, on or off without quotes in a KEDA object", Consequence: "kubectl reads a boolean and kustomize a string, and the CRD accepts only one of them", Run: fieldAmbiguous},
	{ID: "field-placeholder", Severity: finding.Info, Summary: "fields of a KEDA object that another tool fills in: Flux, envsubst, Helm, the Argo CD Vault Plugin and others", Consequence: "their values are not known yet, so types and values are not checked", Run: fieldPlaceholder},
	{ID: "authentication-invalid", Severity: finding.Error, Summary: "a field of a TriggerAuthentication that is missing, of the wrong type or at odds with another", Consequence: "KEDA's CRD or webhook refuses it, and the triggers have no authentication", Run: authenticationField},
	{ID: "authentication-field-unknown", Severity: finding.Error, Summary: "a field that a TriggerAuthentication does not have", Consequence: "kubectl and every server-side apply, such as Flux's, refuse the object; with other clients the field is dropped and has no effect", Run: authenticationPruned},
	{ID: "secret-data", Severity: finding.Error, Summary: "a Secret whose data is not base64, or whose values are not strings", Consequence: "Kubernetes refuses the Secret", Run: secretData},
	{ID: "no-trigger", Severity: finding.Error, Summary: "a host or ScaledObject without any trigger", Consequence: "KEDA's CRD refuses it", Run: noTrigger},
	{ID: "hpa-conflict", Severity: finding.Error, Summary: "a ScaledObject for a workload that an HPA scales", Consequence: "KEDA refuses it, or looks past the HPA and both fight, so that nothing scales", Run: hpaConflict},
	{ID: WorkloadShared, Severity: finding.Error, Summary: "two ScaledObjects for one workload", Consequence: "KEDA refuses the second", Run: workloadShared},
	{ID: "hpa-name-shared", Severity: finding.Error, Summary: "an HPA name that another ScaledObject has", Consequence: "KEDA refuses the second ScaledObject", Run: hpaNameShared},
	{ID: "name-length", Severity: finding.Error, Summary: "a ScaledObject or HPA name that is too long", Consequence: "KEDA makes a label of one and an HPA of the other, both of at most 63 characters", Run: nameLength},
	{ID: "hpa-name", Severity: finding.Error, Summary: "an HPA name that is no DNS name", Consequence: "accepted, then KEDA cannot create the HPA", Run: hpaName},
	{ID: "replicas-range", Severity: finding.Error, Summary: "replica counts that contradict each other", Consequence: "KEDA's CRD and webhook refuse them", Run: replicasRange},
	{ID: "period-range", Severity: finding.Error, Summary: "periods below their least", Consequence: "KEDA's CRD refuses them", Run: periodRange},
	{ID: "cpu-request-missing", Severity: finding.Error, Summary: "a cpu or memory trigger on containers without the request", Consequence: "KEDA's webhook refuses it, or the HPA cannot compute a utilization", Run: requestMissing},
	{ID: "container-unknown", Severity: finding.Error, Summary: "a trigger's containerName that the pod does not have", Consequence: "accepted, then the HPA gets no metrics", Run: containerUnknown},
	{ID: "resource-only-at-zero", Severity: finding.Error, Summary: "only cpu and memory triggers on a host that may be at zero", Consequence: "KEDA refuses it: without pods there is no cpu to measure", Run: resourceOnlyAtZero},
	{ID: "idle-ignored", Severity: finding.Warning, Summary: "idleReplicaCount with cpu and memory triggers alone", Consequence: "KEDA takes such a host for active at all times, and never scales it to idle", Run: idleIgnored},
	{ID: "fallback-trigger", Severity: finding.Error, Summary: "fallback without a trigger that it works for", Consequence: "KEDA's webhook refuses fallback with cpu and memory triggers alone", Run: fallbackTrigger},
	{ID: "fallback-fields", Severity: finding.Error, Summary: "fallback fields missing, negative or unknown", Consequence: "KEDA's CRD refuses it", Run: fallbackFields},
	{ID: "scaling-modifiers", Severity: finding.Error, Summary: "a formula without a target, or over what is no trigger's name", Consequence: "KEDA's webhook refuses it", Run: scalingModifiers},
	{ID: "trigger-name-duplicate", Severity: finding.Error, Summary: "two triggers of one name", Consequence: "KEDA's webhook refuses it", Run: triggerNames},
	{ID: "cached-metrics", Severity: finding.Error, Summary: "useCachedMetrics on cpu, memory or cron", Consequence: "KEDA's webhook refuses it", Run: cachedMetrics},
}

// ofScaling are about what is accepted and then never scales.
var ofScaling = []Rule{
	{ID: "metadata-key-duplicate", Severity: finding.Warning, Summary: "a key that stands twice in a ScaledObject or TriggerAuthentication, outside of its spec", Consequence: "kubectl takes the last of them, and kustomize refuses the object", Run: keyGivenTwice},
	{ID: TargetRenamed, Severity: finding.Error, Summary: "a scaleTargetRef to a name that kustomize has changed", Consequence: "accepted, then KEDA finds no workload to scale", Run: targetRenamed},
	{ID: NameStale, Severity: finding.Error, Summary: "a query, or another field of a generated object, with a name or namespace that kustomize has changed since", Consequence: "accepted, then the query returns nothing, which KEDA reads as zero, or the reference finds nothing", Run: nameStale},
	{ID: TargetKind, Severity: finding.Error, Summary: "a scaleTargetRef to a kind that Kubernetes does not have, or cannot scale", Consequence: "KEDA's webhook refuses it, or KEDA finds nothing to scale", Run: targetKind},
	{ID: TargetMissing, Severity: finding.Warning, Summary: "a scaleTargetRef to what is not in the package, which has a workload called nearly so, or of another kind or namespace", Consequence: "accepted, then KEDA finds no workload to scale", Run: targetMissing},
	{ID: "hpa-name-taken", Severity: finding.Error, Summary: "an HPA name that belongs to another workload's HPA", Consequence: "KEDA takes that HPA over and the other workload loses its autoscaler", Run: hpaNameTaken},
	{ID: "replicas-set", Severity: finding.Warning, Summary: "spec.replicas in the workload of a ScaledObject", Consequence: "every apply sets the count back, and pods are killed and started for nothing", Run: replicasSet},
	{ID: "hpa-reapplied", Severity: finding.Warning, Summary: "an HPA that the ScaledObject takes over, still in the package", Consequence: "every apply gives the HPA its old metrics back, until KEDA notices", Run: hpaReapplied},
	{ID: "paused-value", Severity: finding.Warning, Summary: "an annotation that pauses KEDA and is neither true nor false", Consequence: "KEDA takes whatever it cannot read for true, and stops scaling", Run: pausedValue},
	{ID: "paused-count", Severity: finding.Error, Summary: "a count to pause at that is no number", Consequence: "KEDA fails to reconcile the ScaledObject", Run: pausedCount},
	{ID: "argocd-tracking-inherited", Severity: finding.Warning, Summary: "Argo CD's own marks on a ScaledObject", Consequence: "KEDA's HPA inherits them, and Argo CD prunes what is not in Git", Run: trackerInherited},
	{ID: "trigger-unused-by-formula", Severity: finding.Warning, Summary: "a trigger, such as a schedule's, that the formula does not name", Consequence: "beside a formula nothing else counts", Run: formulaOmits},
	{ID: "formula-ignores-container", Severity: finding.Warning, Summary: "a cpu or memory trigger for one container beside a formula", Consequence: "KEDA keeps only the metrics of whole pods beside a formula", Run: modifiersContainer},
	{ID: "behavior-bounds", Severity: finding.Error, Summary: "HPA behavior out of Kubernetes' bounds", Consequence: "accepted by KEDA, then Kubernetes refuses the HPA", Run: behaviorBounds},
	{ID: "resource-trigger", Severity: finding.Error, Summary: "cpu or memory triggers whose metricType or value does not parse", Consequence: "KEDA never creates the HPA; a bad quantity crashes its operator for the whole cluster", Run: resourceTrigger},
	{ID: "metric-type", Severity: finding.Error, Summary: "a metricType that external metrics do not have", Consequence: "KEDA never creates the HPA", Run: metricType},
	{ID: "trigger-type", Severity: finding.Error, Summary: "a trigger type that KEDA does not have", Consequence: "KEDA never creates the HPA", Run: triggerType},
	{ID: "metadata-missing", Severity: finding.Error, Summary: "metadata that the scaler cannot do without", Consequence: "KEDA never creates the HPA, and no other trigger works either", Run: metadataMissing},
	{ID: "metadata-value", Severity: finding.Error, Summary: "metadata that does not parse, or that the scaler does not take", Consequence: "KEDA never creates the HPA, and no other trigger works either", Run: reportEach(scaler.Malformed)},
	{ID: "metadata-removed", Severity: finding.Error, Summary: "metadata that KEDA has removed", Consequence: "KEDA never creates the HPA, and no other trigger works either", Run: reportEach(scaler.Removed)},
	{ID: "metadata-conflict", Severity: finding.Error, Summary: "metadata that does not go together", Consequence: "KEDA never creates the HPA, and no other trigger works either", Run: reportEach(scaler.Contradictory)},
	{ID: "metadata-unusable", Severity: finding.Error, Summary: "metadata that KEDA takes, and that fails later: a target of zero, a time zone that is none", Consequence: "Kubernetes refuses the HPA, or every poll fails", Run: reportEach(scaler.Untenable)},
	{ID: "metadata-ignored", Severity: finding.Warning, Summary: "a parameter where the scaler does not look for it", Consequence: "it does nothing, and a password lies open", Run: reportEach(scaler.Unread)},
	{ID: "metadata-unknown", Severity: finding.Warning, Summary: "metadata that the scaler does not know", Consequence: "KEDA passes over it in silence", Run: reportEach(scaler.Unknown)},
	{ID: "metadata-variable", Severity: finding.Warning, Summary: "the name of an environment variable that the container does not have", Consequence: "KEDA goes on without the parameter", Run: reportEach(scaler.Unset)},
	{ID: "metadata-deprecated", Severity: finding.Warning, Summary: "metadata that KEDA will remove", Consequence: "a later KEDA never creates the HPA", Run: reportEach(scaler.Deprecated)},
	{ID: "metadata-unchecked", Severity: finding.Info, Summary: "metadata that KEDA checks, and that is not checked here", Consequence: "it depends on a value that is not in the package, or on a parser inside KEDA", Run: reportEach(scaler.Unchecked)},
	{ID: "timeout-unit", Severity: finding.Warning, Summary: "a timeout without its unit, of less than a second", Consequence: "KEDA takes it for milliseconds, and polls time out", Run: timeoutUnit},
	{ID: RouteMissing, Severity: finding.Warning, Summary: "a trigger of the HTTP add-on whose route is not in the package", Consequence: "without the route nothing counts requests, and the host never wakes", Run: routeMissing},
	{ID: "http-hosts-missing", Severity: finding.Error, Summary: "a route of KEDA's HTTP add-on that is for no hosts", Consequence: "the interceptor takes no requests for it, and the host never wakes", Run: hostsMissing},
	{ID: "http-host-shared", Severity: finding.Error, Summary: "two routes of KEDA's HTTP add-on for the same host and path, of whatever namespaces", Consequence: "the interceptor sends all requests to the older one; the other's host never wakes", Run: hostShared},
	{ID: "http-readiness", Severity: finding.Warning, Summary: "requests that are given up before the model can have loaded", Consequence: "the interceptor answers 504, and nobody has waited for the pod that they woke", Run: readinessColdStart},
	{ID: "http-placeholder", Severity: finding.Error, Summary: "a placeholder for requests that wait, on a host that only what is in flight can wake", Consequence: "a placeholder is answered at once: nothing is in flight when the scaler looks, twice a second", Run: placeholderAsleep},
	{ID: "http-not-ready", Severity: finding.Warning, Summary: "a Service that publishes pods before they are ready, behind a route of KEDA's HTTP add-on", Consequence: "the interceptor takes such a pod for ready, sends it what waits while the model loads, and gives up after a minute", Run: notReady},
	{ID: "interceptor-bypassed", Severity: finding.Warning, Summary: "a VirtualService, HTTPRoute or Ingress that sends requests to the Service behind a route of KEDA's HTTP add-on", Consequence: "they do not count; at zero they find nobody and wake nobody", Run: interceptorBypassed},
	{ID: "route-field", Severity: finding.Error, Summary: "a hand-written route of KEDA's HTTP add-on with a field that its CRD refuses, an invalid duration, or hosts that no request has", Consequence: "the HTTP add-on's CRD refuses it, or the interceptor never matches a request", Run: routeField},
	{ID: "route-target", Severity: finding.Error, Summary: "a route of KEDA's HTTP add-on to a port that the Service does not have", Consequence: "the interceptor answers 500, or finds nobody to talk to", Run: routeTarget},
	{ID: "prometheus-address", Severity: finding.Error, Summary: "a Prometheus address without its scheme", Consequence: "Ready=True, but every poll fails", Run: schemeMissing},
	{ID: "query-syntax", Severity: finding.Error, Summary: "a query that Prometheus does not parse", Consequence: "Ready=True, but every poll fails", Run: querySyntax},
	{ID: "query-type", Severity: finding.Error, Summary: "a query that gives no instant vector", Consequence: "KEDA fails on scalars and takes ranges for zero", Run: queryType},
	{ID: "query-series", Severity: finding.Warning, Summary: "a query that may give several series", Consequence: "KEDA fails as soon as it does", Run: querySeries},
	{ID: "query-metric", Severity: finding.Warning, Summary: "a metric that its exporter does not have, or no longer has", Consequence: "the query returns nothing, which KEDA reads as zero", Run: queryMetric},
	{ID: "query-label", Severity: finding.Warning, Summary: "a query by a label that the metric's exporter does not have, but one much like it, or another exporter", Consequence: "the query returns nothing, which KEDA reads as zero, or leaves nothing out", Run: queryLabel},
	{ID: "query-value", Severity: finding.Warning, Summary: "a query by a value that the label never has", Consequence: "the query returns nothing, which KEDA reads as zero", Run: queryValue},
	{ID: "query-reporter", Severity: finding.Warning, Summary: "Istio's requests by no reporter", Consequence: "both ends of a request report it, and the host gets twice the replicas", Run: queryReporter},
	{ID: QueryPods, Severity: finding.Warning, Summary: "a query that leaves out the host's own pods or namespace", Consequence: "the host is scaled by another's load, or by none", Run: queryPods},
	{ID: QueryNeighbours, Severity: finding.Warning, Summary: "a query that also selects the pods of other workloads in the package", Consequence: "the host is scaled by its neighbours' load as well", Run: queryNeighbours},
	{ID: "query-window", Severity: finding.Warning, Summary: "rate() and its like over less than two samples", Consequence: "they return nothing, which KEDA reads as zero", Run: queryWindow},
	{ID: "average-as-average-value", Severity: finding.Warning, Summary: "an average with metricType AverageValue", Consequence: "the HPA divides it by the replicas once more: at 70 of 100 it stops at two", Run: averageDivided},
	{ID: "sum-as-value", Severity: finding.Warning, Summary: "a sum with metricType Value", Consequence: "more replicas do not lower it, and the host goes on to its maximum", Run: totalUndivided},
	{ID: "target-range", Severity: finding.Error, Summary: "a target that the signal never passes", Consequence: "the host never scales up", Run: targetRange},
	{ID: "target-tolerance", Severity: finding.Warning, Summary: "a target within the HPA's tolerance of the signal's maximum", Consequence: "the HPA acts on 10 % more than the target, which the signal never reaches", Run: targetTolerance},
	{ID: "target-unit", Severity: finding.Warning, Summary: "a target of a percentage that looks like a ratio", Consequence: "the signal is above it nearly always, and the host stays at its maximum", Run: targetUnit},
	{ID: "never-wakes", Severity: finding.Error, Summary: "a host that may be at zero with signals from its own pods alone", Consequence: "without pods the signals are absent: it never comes back", Run: neverWakes},
	{ID: FallbackWakes, Severity: finding.Warning, Summary: "a host that may be at zero, where a query of its own pods fails and the fallback wakes it", Consequence: "KEDA treats a trigger that falls back as active: the host starts and stops again and again", Run: fallbackWakes},
	{ID: "fallback-ignored", Severity: finding.Warning, Summary: "a fallback that KEDA never uses: beside a formula whose target is not a whole number, or with schedules only", Consequence: "when its triggers fail, the host stays as it is", Run: fallbackIgnored},
	{ID: "resource-never-active", Severity: finding.Warning, Summary: "a host that may be at zero, with a schedule beside cpu or memory and nothing else", Consequence: "outside the schedule it goes to zero however busy it is", Run: resourceAsleep},
	{ID: "wake-source-unknown", Severity: finding.Warning, Summary: "a host that may be at zero with no signal that is known to be there without pods", Consequence: "if the signals are absent without pods, it never comes back", Run: wakeUnproven},
	{ID: "stream-pending", Severity: finding.Warning, Summary: "a host that may be at zero and that only the pending entries of a Redis stream can wake", Consequence: "entries are pending once a consumer has read them, and at zero there is none", Run: streamPending},
	{ID: "activation-rate", Severity: finding.Warning, Summary: "an activation of one a second or more on a host that may be at zero", Consequence: "KEDA wakes a host above it: fewer requests, and just as many, find nobody", Run: activationRate},
	{ID: "wake-on-rate", Severity: finding.Warning, Summary: "a host that may be at zero and that only rate() and its like can wake", Consequence: "they do not see the first request of a new series, and at first every series is new", Run: wakeLate},
	{ID: "null-keeps-awake", Severity: finding.Warning, Summary: "ignoreNullValues \"false\" for a count of what comes, on a host that may be at zero", Consequence: "KEDA does not scale to zero while a trigger fails", Run: nullKeepsAwake},
	{ID: "null-as-zero", Severity: finding.Warning, Summary: "metrics of pods without ignoreNullValues \"false\" on a host that is never at zero", Consequence: "a lost exporter reads as zero load, and the host is scaled down", Run: nullAsZero},
	{ID: "service-unknown", Severity: finding.Warning, Summary: "a query for a Service that is not in the package, or selects other pods than the host's", Consequence: "if the Service is called otherwise, the signal is always zero", Run: onHosts(serviceUnknown)},
	{ID: "cooldown-cold-start", Severity: finding.Warning, Summary: "a cool-down shorter than the startup probe allows", Consequence: "the pod is scaled away while its model still loads", Run: cooldownColdStart},
	{ID: "period-unused", Severity: finding.Info, Summary: "polling and cool-down periods on a host that is never at zero", Consequence: "they have no effect, and do no harm", Run: periodIdle},
	{ID: "schedule-unused", Severity: finding.Warning, Summary: "a schedule or cron trigger that asks for no more than the minimum, or a cron trigger that asks for more than the maximum", Consequence: "the minimum and the maximum hold, and what it says has no effect", Run: scheduleIdle},
	{ID: "schedule-clock-change", Severity: finding.Warning, Summary: "a schedule or cron trigger that KEDA takes for begun, or for over, around the day on which clocks are set", Consequence: "its cron library passes over times that such a day does not have, and KEDA waits for the next", Run: scheduleClocks},
	{ID: "activation-unused", Severity: finding.Warning, Summary: "an activation on a host that is never at zero", Consequence: "it has no effect", Run: activationIdle},
	{ID: "authentication-unused", Severity: finding.Warning, Summary: "an authentication for Prometheus triggers on a host that has none", Consequence: "it has no effect; other triggers name theirs in their entry of triggers", Run: onHosts(authenticationIdle)},
	{ID: "authentication-reference", Severity: finding.Error, Summary: "an authenticationRef without a name or of an unknown kind", Consequence: "KEDA's CRD refuses it", Run: authenticationReference},
	{ID: AuthenticationMissing, Severity: finding.Warning, Summary: "an authenticationRef to an object that is not in the package", Consequence: "unless the cluster has it, requests go unauthenticated and nothing says so", Run: authenticationMissing},
	{ID: AuthenticationRenamed, Severity: finding.Error, Summary: "an authenticationRef to a name that kustomize has changed", Consequence: "accepted, then KEDA finds no authentication, and requests go without", Run: authenticationRenamed},
	{ID: "authentication-parameter", Severity: finding.Error, Summary: "a trigger whose authentication does not give what its scaler or its authModes need", Consequence: "KEDA never creates the HPA", Run: authenticationParameter},
	{ID: "authentication-unsent", Severity: finding.Warning, Summary: "a Prometheus trigger with credentials and no authModes", Consequence: "no credential is sent", Run: authenticationUnsent},
	{ID: SecretMissing, Severity: finding.Warning, Summary: "a reference to a Secret that is not in the package, while a Secret with a similar name or in another namespace is", Consequence: "KEDA reads its keys as empty, and requests are refused", Run: secretMissing},
	{ID: SecretRenamed, Severity: finding.Error, Summary: "a TriggerAuthentication's reference to a Secret whose name kustomize has changed", Consequence: "KEDA finds no Secret, and reads its keys as empty", Run: secretRenamed},
	{ID: "secret-namespace", Severity: finding.Warning, Summary: "a ClusterTriggerAuthentication whose Secret is in the workload's namespace", Consequence: "KEDA looks for it in its own namespace, and reads its keys as empty", Run: secretNamespace},
	{ID: "secret-key", Severity: finding.Error, Summary: "a key that the package's Secret does not have", Consequence: "KEDA reads it as empty and its requests are refused", Run: secretKey},
	{ID: "secret-empty", Severity: finding.Warning, Summary: "a Secret without keys, or with an empty value, that a TriggerAuthentication reads", Consequence: "unless something in the cluster fills it, KEDA reads the key as empty", Run: secretEmpty},
	{ID: SecretHash, Severity: finding.Warning, Summary: "a Secret to whose name kustomize appends a hash, before the function or after it", Consequence: "unless kustomize has a nameReference for it, KEDA finds no Secret", Run: secretHash},
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
