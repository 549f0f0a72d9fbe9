package scaler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	// The binary also runs on systems without a time zone database.
	_ "time/tzdata"

	// This is KEDA's parser, so both accept the same schedules.
	"github.com/robfig/cron/v3"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// checkJetStream mirrors pkg/scalers/nats_jetstream_scaler.go.
func checkJetStream(c *checker) {
	if c.lacks("account") && c.lacks("accountID") {
		c.add(Missing, "metadata.account", "account is missing", "set it, or accountID")
	}
	if v := c.value("natsServerMonitoringEndpoint"); v.State == Plain && strings.Contains(v.Text, "/") {
		c.addUnreachable("natsServerMonitoringEndpoint", "is not host:port; KEDA adds http:// itself", "use host:port, such as nats.queues:8222, and useHttps: \"true\" for https")
	}
}

// addUnreachable adds a problem with an address that KEDA accepts and never reaches. The message
// does not contain the address, which may contain a password.
func (c *checker) addUnreachable(name, why, hint string) {
	c.add(Unusable, "metadata."+name, name+" "+why, hint)
}

// checkPodSelector mirrors pkg/scalers/kubernetes_workload_scaler.go.
func checkPodSelector(c *checker) {
	v := c.value("podSelector")
	// kyaml has a copy of Kubernetes' own parser.
	if _, err := yaml.NewMapRNode(nil).MatchesLabelSelector(v.Text); v.State == Plain && err != nil {
		c.addMalformed("podSelector", "is not a label selector", "use key=value pairs separated by commas, or a set such as \"app in (a, b)\"")
	}
}

// scheduleFields are minute, hour, day, month and weekday.
const scheduleFields = 5

// checkSchedule mirrors pkg/scalers/cron_scaler.go.
func checkSchedule(c *checker) {
	parser := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	for _, name := range []string{"start", "end"} {
		v := c.value(name)
		text := v.Text
		switch _, err := parser.Parse(text); {
		case err == nil, v.State != Plain:
		case len(strings.Fields(text)) == scheduleFields:
			c.addMalformed(name, "is not a cron expression: "+err.Error(), "use five fields (minute, hour, day, month and weekday), such as \"0 8 * * 1-5\"; Sunday is 0")
		default:
			c.addMalformed(name, "is not a cron expression with five fields", "use five fields (minute, hour, day, month and weekday), such as \"0 8 * * 1-5\"")
		}
	}
	if start, end := c.value("start"), c.value("end"); start.State == Plain && start == end {
		c.addContradiction("end", "is the same as start", "set it to when the period ends")
	}
	if _, err := time.LoadLocation(c.value("timezone").Text); err != nil && c.value("timezone").State == Plain {
		c.add(Unusable, "metadata.timezone", fmt.Sprintf("timezone %q does not exist", c.value("timezone").Text), "use a name from the IANA database, such as Europe/Berlin")
	}
	const counts = "set the number of replicas for that period"
	switch n := c.number("desiredReplicas"); {
	case c.value("desiredReplicas").State != Plain:
	case n == 0:
		c.addMalformed("desiredReplicas", "is not above zero", counts)
	case n < 0:
		c.add(Unusable, "metadata.desiredReplicas", fmt.Sprintf("desiredReplicas %q is not above zero", c.value("desiredReplicas").Text), counts)
	}
}

// checkPrometheus mirrors pkg/scalers/prometheus_scaler.go.
func checkPrometheus(c *checker) {
	checkAuthModeLogins(c)
	modes := c.value("authModes")
	if identity := c.Credentials.Identity; modes.State == Plain && identity != "" && identity != "none" {
		c.addContradiction("authModes", "cannot be combined with the pod identity "+identity, "keep one of them")
	}
	if address := strings.TrimRight(c.value("serverAddress").Text, "/"); strings.HasSuffix(address, "/api/v1/query") || strings.HasSuffix(address, "/api/v1/query_range") {
		c.addUnreachable("serverAddress", "ends with the API path, which KEDA adds itself", "remove /api/v1 and what follows")
	}
	if modes := c.value("authModes"); modes.State == Plain && slices.ContainsFunc(list(modes.Text), func(mode string) bool { return strings.TrimSpace(mode) == "apiKey" }) {
		c.add(Unusable, "metadata.authModes", "authModes apiKey sends nothing; KEDA's prometheus scaler does not support it", "use bearer, basic or custom; customAuthHeader can carry the key")
	}
	c.checkManagedPrometheus()
}

// number returns a parameter's number, 0 if it is absent or unknown.
func (c *checker) number(name string) float64 {
	n, err := strconv.ParseFloat(c.value(name).Text, 64)
	if err != nil {
		return 0
	}
	return n
}

// list splits a list as KEDA does.
func list(text string) []string { return strings.Split(text, ",") }

// checkValueLocation mirrors pkg/scalers/kubernetes_resource_scaler.go, Validate.
func checkValueLocation(c *checker) {
	if c.has("valueLocation") {
		c.addContradiction("valueLocation", "applies only to the formats json and yaml", "set format: json or yaml, or remove it")
	}
}
