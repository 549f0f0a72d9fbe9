package reference

// uncheckedFacts are known problems with KEDA that no rule reports, and why not.
var uncheckedFacts = []struct{ what, why string }{
	{"A workload that is not in the cluster when its ScaledObject is applied: KEDA rejects cpu and memory triggers, and recovers by itself with others", "the tool that applies the package decides the order"},
	{"`kubectl apply --dry-run=server`, which skips KEDA's validation of cpu and memory triggers", "it is not part of a package; `check` does not skip that validation"},
	{"A resource request that only a LimitRange outside the package sets", "the package does not show it; `cpu-request-missing` suggests adding that LimitRange to the package"},
	{"A TriggerAuthentication, Secret or key that neither the package nor the cluster has", "only the package is known; `authentication-missing` warns about the first, `secret-missing` about names that are almost right, `secret-key` about Secrets in the package"},
	{"The values in Secrets, vaults and environment variables from elsewhere", "they are not read, so that none gets into a message; only their presence is known"},
	{"Environment variables of the scaled container that refer to a missing ConfigMap or Secret", "the cluster may have it; otherwise KEDA reports it in its events"},
	{"The Secrets of a ClusterTriggerAuthentication", "they are in KEDA's own namespace, which only KEDA knows; `secret-namespace` reports where the default namespace would not work"},
	{"NaN and Inf as results, and the number of series that a query returns today", "they depend on the data; `query-series` checks the shape of the query"},
	{"Labels that the cluster's relabeling adds or removes", "they depend on the configuration of Prometheus; `query-label` warns about names that are almost an exporter's"},
	{"What a scaler checks only when it connects: that a server, queue or table exists, that a login is accepted, that a query runs", "a package does not show it; what KEDA's scalers reject before they connect is checked for every trigger type, and `metadata-unchecked` names what depends on an unknown value"},
	{"Queries in languages other than PromQL", "this program has no parsers for them"},
	{"An HPA on external metrics of another adapter, once KEDA is installed", "a cluster has one provider of external metrics, and no package shows which"},
	{"A ScaledObject that is deleted while its workload is at zero, which then stays at zero", "the manifest is correct; `advanced.restoreToOriginalReplicaCount: true` prevents it"},
	{"The fields of a hand-written InterceptorRoute, whether it is applied before its ScaledObject, and whether all requests pass through the interceptor", "the HTTP add-on's CRD validates the first, the tool that applies the package decides the second, and routes may be anywhere; `interceptor-bypassed` names those in the package that bypass the interceptor"},
	{"KEDA objects and model hosts inside other objects, such as an OpenShift Template, a Composition or a ConfigMap", "the tool that expands them also decides their values; `not-checked` names the field"},
	{"ScaledJobs and HTTPScaledObjects", "jobs are not model hosts, and HTTPScaledObjects are deprecated; `not-checked` names them"},
}

func unchecked() string {
	t := newTable("problem", "why no rule reports it")
	for _, u := range uncheckedFacts {
		t.add(u.what, u.why)
	}
	return t.String()
}
