package rule

import (
	"fmt"
	"net/url"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/suggest"

	"modelhost.dev/scale-modelhosts/fn/exporter"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/promql"
)

// presence is where what a trigger reads is.
type presence int

const (
	// unknown cannot be told from the package.
	unknown presence = iota
	// inside the host's own pods: gone when they are.
	inside
	// outside of them: there at zero replicas, too.
	outside
)

// stores are the scalers that read metrics which anything may have sent, in queries
// that are not judged here.
var stores = []string{
	"aws-cloudwatch", "azure-app-insights", "azure-log-analytics", "azure-monitor", "datadog", "dynatrace", "elastic-forecast",
	"elasticsearch", "gcp-stackdriver", "graphite", "huawei-cloudeye", "influxdb", "loki", "new-relic", "opensearch", "openstack-metric",
	"predictkube", "solarwinds", "splunk", "splunk-observability", "sumologic",
}

// presence is told of the trigger's type, of its signal's definition, or of the metrics
// in its query. Schedules, queues and other scalers' systems are there without pods.
func (p *pass) presence(i int, t keda.Trigger) presence {
	switch origin := p.TriggerOrigins[i]; {
	case keda.IsResourceTrigger(t.Type):
		return inside
	case origin.Signal != "" && origin.Definition.OutsidePod:
		return outside
	case origin.Signal != "":
		return inside
	case t.Type == keda.TriggerPrometheus:
		return p.queryPresence(t.Metadata["query"])
	case t.Type == "metrics-api":
		return p.addressPresence(t.Metadata["url"])
	case t.Type == "kubernetes-workload":
		return p.workloadPresence(t.Metadata["podSelector"])
	case contains(stores, t.Type):
		return unknown
	}
	return outside
}

// queryPresence takes series that may be gone at zero out of the query, first those
// that certainly are. What then has no value above zero wakes nobody.
func (p *pass) queryPresence(text string) presence {
	query, err := p.query(text)
	if err != nil {
		// That it does not parse is told already.
		return outside
	}
	certain := func(selector promql.Selector) bool { return p.selectorPresence(selector) == inside }
	perhaps := func(selector promql.Selector) bool { return p.selectorPresence(selector) != outside }
	switch {
	case query.WithoutSeries(certain) != promql.AnyValue:
		return inside
	case query.WithoutSeries(perhaps) != promql.AnyValue:
		return unknown
	}
	return outside
}

func (p *pass) selectorPresence(selector promql.Selector) presence {
	e, _ := exporter.ForMetric(selector.Metric)
	switch {
	case len(refused(selector, e.AtZero)) > 0:
		return inside
	case e.Place == exporter.Pod:
		return p.podPresence(selector, e)
	case e.Place == exporter.Served && p.namesHost(selector):
		return inside
	case e.Place != exporter.Outside, len(refused(selector, e.OftenAtZero)) > 0:
		return unknown
	}
	return outside
}

// refused are the labels of which a selector takes none of the values.
func refused(selector promql.Selector, values map[string][]string) []string {
	var labels []string
	for _, label := range sortedKeys(values) {
		if !takesAny(selector, label, values[label]) {
			labels = append(labels, label)
		}
	}
	return labels
}

// whySilent says of a trigger's query what its selectors refuse of the reports of
// requests that no pod answers.
func (p *pass) whySilent(t keda.Trigger) string {
	query, err := p.query(t.Metadata["query"])
	if t.Type != keda.TriggerPrometheus || err != nil {
		return ""
	}
	for _, selector := range query.Selectors() {
		e, _ := exporter.ForMetric(selector.Metric)
		var parts []string
		for _, values := range []map[string][]string{e.AtZero, e.OftenAtZero} {
			for _, label := range refused(selector, values) {
				parts = append(parts, fmt.Sprintf("%s is %s", label, suggest.Alternatives(values[label])))
			}
		}
		if len(parts) > 0 {
			return fmt.Sprintf("; while there are none, %s in %s's reports, which the query leaves out", strings.Join(parts, " and "), e.Name)
		}
	}
	return ""
}

// addressPresence knows the host's own Service: without pods nobody answers there.
func (p *pass) addressPresence(address string) presence {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || p.Workload == nil {
		return unknown
	}
	service, _, _ := strings.Cut(u.Hostname(), ".")
	if found := p.inv.Services.Lookup(p.Object.Namespace, service).ClosestByPath(p.Object); len(found) == 1 && host.Selects(found[0], p.Workload) {
		return inside
	}
	return unknown
}
