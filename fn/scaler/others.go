package scaler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	// The binary is run where no system has one.
	_ "time/tzdata"

	// Of the same parser as KEDA, so that both take the same schedules.
	"github.com/robfig/cron/v3"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// jetStream is pkg/scalers/nats_jetstream_scaler.go.
func jetStream(j *judge) {
	if j.lacks("account") && j.lacks("accountID") {
		j.add(Missing, "metadata.account", "account is missing", "write it, or accountID")
	}
	if v := j.get("natsServerMonitoringEndpoint"); v.State == Plain && strings.Contains(v.Text, "/") {
		j.unreachable("natsServerMonitoringEndpoint", "is more than a host and a port, and KEDA puts http:// in front of it", "write host:port, such as nats.queues:8222, and useHttps: \"true\" for https")
	}
	j.target("lagThreshold")
}

// unreachable is for addresses that KEDA takes, and never reaches anybody at. They may
// hold passwords, and stand in no message.
func (j *judge) unreachable(name, why, hint string) {
	j.add(Untenable, "metadata."+name, name+" "+why, hint)
}

// workload is pkg/scalers/kubernetes_workload_scaler.go.
func workload(j *judge) {
	v := j.get("podSelector")
	// The parser is Kubernetes' own, of which kyaml has a copy.
	if _, err := yaml.NewMapRNode(nil).MatchesLabelSelector(v.Text); v.State == Plain && err != nil {
		j.malformed("podSelector", "is no selector of labels", "write key=value, with commas between several, or such as \"app in (a, b)\"")
	}
}

// scheduleFields are minute, hour, day, month and weekday.
const scheduleFields = 5

// schedule is pkg/scalers/cron_scaler.go.
func schedule(j *judge) {
	parser := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	for _, name := range []string{"start", "end"} {
		v := j.get(name)
		text := v.Text
		switch _, err := parser.Parse(text); {
		case err == nil, v.State != Plain:
		case len(strings.Fields(text)) == scheduleFields:
			j.malformed(name, "is no schedule: "+err.Error(), "write minute, hour, day, month and weekday, such as \"0 8 * * 1-5\"; Sunday is 0")
		default:
			j.malformed(name, "is no schedule of five fields", "write minute, hour, day, month and weekday, such as \"0 8 * * 1-5\"")
		}
	}
	if start, end := j.get("start"), j.get("end"); start.State == Plain && start == end {
		j.contradiction("end", "is the same as start", "write when the period ends")
	}
	if _, err := time.LoadLocation(j.get("timezone").Text); err != nil && j.get("timezone").State == Plain {
		j.add(Untenable, "metadata.timezone", fmt.Sprintf("timezone %q is none", j.get("timezone").Text), "write one of the IANA database, such as Europe/Berlin")
	}
	const counts = "write how many replicas to have in that period"
	switch n := j.number("desiredReplicas"); {
	case j.get("desiredReplicas").State != Plain:
	case n == 0:
		j.malformed("desiredReplicas", "is no count above zero", counts)
	case n < 0:
		j.add(Untenable, "metadata.desiredReplicas", fmt.Sprintf("desiredReplicas %q is no count above zero", j.get("desiredReplicas").Text), counts)
	}
}

// prometheus is pkg/scalers/prometheus_scaler.go.
func prometheus(j *judge) {
	logins(j)
	modes := j.get("authModes")
	if identity := j.Credentials.Identity; modes.State == Plain && identity != "" && identity != "none" {
		j.contradiction("authModes", "does not go with the pod identity "+identity, "keep one of them")
	}
	if address := strings.TrimRight(j.get("serverAddress").Text, "/"); strings.HasSuffix(address, "/api/v1/query") || strings.HasSuffix(address, "/api/v1/query_range") {
		j.unreachable("serverAddress", "ends in the path of the API, which KEDA adds itself", "end it before /api/v1")
	}
	if modes := j.get("authModes"); modes.State == Plain && slices.ContainsFunc(list(modes.Text), func(mode string) bool { return strings.TrimSpace(mode) == "apiKey" }) {
		j.add(Untenable, "metadata.authModes", "authModes apiKey sends nothing: KEDA's prometheus scaler has no such login", "write bearer, basic or custom, whose customAuthHeader may hold the key")
	}
	j.managed()
	j.target("threshold")
}

// AddToAuthentication is the way out for triggers that name an authentication.
const AddToAuthentication = "add it to the secretTargetRef of the TriggerAuthentication that the trigger names"

// number is a parameter's number; 0 where it is absent or not known.
func (j *judge) number(name string) float64 {
	n, err := strconv.ParseFloat(j.get(name).Text, 64)
	if err != nil {
		return 0
	}
	return n
}

// list parts a list as KEDA does.
func list(text string) []string { return strings.Split(text, ",") }

// numbersHaveNoPlace mirrors pkg/scalers/kubernetes_resource_scaler.go, Validate.
func numbersHaveNoPlace(j *judge) {
	if j.has("valueLocation") {
		j.contradiction("valueLocation", "applies only to the formats json and yaml", "write format: json or yaml, or remove it")
	}
}
