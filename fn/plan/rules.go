package plan

import "modelhost.dev/scale-modelhosts/fn/finding"

var RuleProfile = finding.Rule{
	ID: "profile-unknown", Severity: finding.Error,
	Summary:     "an unknown profile",
	Consequence: "its settings are unknown",
}

var RuleSignal = finding.Rule{
	ID: "signal-unknown", Severity: finding.Error,
	Summary:     "an unknown signal",
	Consequence: "its query is unknown",
}

var RuleTarget = finding.Rule{
	ID: "signal-target", Severity: finding.Error,
	Summary:     "an invalid or missing target, activation or window",
	Consequence: "KEDA never creates the HPA; an invalid quantity crashes its operator",
}

var RuleTrigger = finding.Rule{
	ID: "trigger-entry", Severity: finding.Error,
	Summary:     "a `triggers` entry with both a signal and a type, or neither",
	Consequence: "part of it would be ignored silently",
}

var RulePlaceholder = finding.Rule{
	ID: "placeholder-unknown", Severity: finding.Error,
	Summary:     "an unknown $(placeholder)",
	Consequence: "KEDA would take it literally",
}

var RuleNamespace = finding.Rule{
	ID: "namespace-unknown", Severity: finding.Error,
	Summary:     "a query that needs the namespace, which is unknown",
	Consequence: "it would match nothing, or another workload's series",
}

var RuleAuthentication = finding.Rule{
	ID: "authentication-unknown", Severity: finding.Error,
	Summary:     "an unknown authentication",
	Consequence: "KEDA would send requests without credentials",
}

var RuleRaw = finding.Rule{
	ID: "scaled-object-field", Severity: finding.Error,
	Summary:     "a field in `scaled-object` that a ScaledObject does not have",
	Consequence: "Kubernetes drops the field silently",
}

var RuleHPA = finding.Rule{
	ID: "hpa-unreadable", Severity: finding.Error,
	Summary:     "an invalid HPA for a host with hpa-policy adopt",
	Consequence: "some of its settings would be lost",
}

var RuleHPAField = finding.Rule{
	ID: "hpa-field-unknown", Severity: finding.Warning,
	Summary:     "an unknown field in an HPA for a host with hpa-policy adopt",
	Consequence: "Kubernetes drops the field, so it never had an effect",
}

var RuleHPAMetric = finding.Rule{
	ID: "hpa-untranslatable", Severity: finding.Error,
	Summary:     "a metric of an adopted HPA that KEDA has no trigger for",
	Consequence: "the host would no longer scale on it",
}

var RuleSeveralHPAs = finding.Rule{
	ID: "hpa-adopt-several", Severity: finding.Error,
	Summary:     "several HPAs for a host with hpa-policy adopt",
	Consequence: "it is unclear which one to adopt, and two HPAs for one workload undo each other's scaling",
}

var RuleNoHPA = finding.Rule{
	ID: "hpa-adopt-none", Severity: finding.Warning,
	Summary:     "hpa-policy adopt for a host without an HPA",
	Consequence: "the host scales with the defaults",
}

var RuleHTTPHost = finding.Rule{
	ID: "http-host", Severity: finding.Error,
	Summary:     "a host or path that the HTTP add-on's interceptor never matches",
	Consequence: "requests find no route, and do not wake the host",
}

var RuleHTTPService = finding.Rule{
	ID: "http-service", Severity: finding.Error,
	Summary:     "an HTTP add-on signal for a host without a usable Service",
	Consequence: "the interceptor has nowhere to send requests",
}

var RuleHTTPPort = finding.Rule{
	ID: "http-port", Severity: finding.Error,
	Summary:     "a Service whose port for requests is missing, ambiguous or wrong",
	Consequence: "the interceptor would send requests to the wrong port, or to none",
}
