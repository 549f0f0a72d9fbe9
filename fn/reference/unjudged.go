package reference

// unjudgedFacts are what is known to go wrong with KEDA and is no rule, and why not.
var unjudgedFacts = []struct{ what, why string }{
	{"A workload that is not on the cluster when its ScaledObject is applied: refused with cpu and memory triggers, healed by itself with others", "the order is the applying tool's; no package says what the cluster has"},
	{"`kubectl apply --dry-run=server`, which skips KEDA's cpu and memory checks", "it is no part of a package; here they are not skipped"},
	{"A request that only a LimitRange outside of the package gives", "it cannot be seen: `cpu-request-missing` says to add that LimitRange to the package"},
	{"A TriggerAuthentication, Secret or key that neither the package nor the cluster has", "only what is in the package is known: `authentication-missing` warns of the first, `secret-missing` of names that are nearly right, `secret-key` of Secrets that are there"},
	{"What Secrets, vaults and environment variables from elsewhere say", "their texts are not read, so that none gets into a message; that they are given is known"},
	{"Environment variables of the scaled container that refer to a ConfigMap or Secret that is missing", "the cluster may have it; KEDA then says so in its events"},
	{"The Secrets of a ClusterTriggerAuthentication", "they are in KEDA's own namespace, whose name only KEDA knows; `secret-namespace` tells where the usual one would not do"},
	{"Answers of NaN and Inf, and how many series a query gives today", "they depend on the data; `query-series` goes by the query's shape"},
	{"Labels that a cluster's relabelling adds or takes away", "they depend on Prometheus' configuration; `query-label` warns of names that are nearly an exporter's"},
	{"What a scaler checks only when it connects: that a server, queue or table exists, that a login is accepted, that a query runs", "a package does not show it; what KEDA's scalers refuse before they connect is checked for every trigger type, and `metadata-unchecked` names what depends on a value that is not known"},
	{"Queries in languages other than PromQL", "no parser of theirs is at hand"},
	{"An HPA on external metrics of another adapter, once KEDA is installed", "a cluster has one provider of external metrics, and no package says which"},
	{"A ScaledObject that is deleted while its workload is at zero, and leaves it there", "it is no fault of a manifest; `advanced.restoreToOriginalReplicaCount: true` prevents it"},
	{"The fields of an InterceptorRoute that somebody wrote, that it is applied before its ScaledObject, and that all requests go through the interceptor", "the HTTP add-on's CRD judges the first, the applying tool decides the second, and routing may be anywhere; `interceptor-bypassed` names what of the package goes past it"},
	{"KEDA objects and model hosts inside other objects, such as an OpenShift Template, a Composition or a ConfigMap", "the tool that expands them also decides their values; `not-checked` names the field"},
	{"ScaledJobs and HTTPScaledObjects", "jobs are no model hosts, and the latter are deprecated; `not-checked` names them"},
}

func unjudged() string {
	t := newTable("what goes wrong", "why it is no rule")
	for _, u := range unjudgedFacts {
		t.add(u.what, u.why)
	}
	return t.String()
}
