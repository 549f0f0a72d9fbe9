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

	"modelhost.dev/scale-modelhosts/config"
)

// jetStream is pkg/scalers/nats_jetstream_scaler.go.
func jetStream(j *judge) {
	if j.lacks("account") && j.lacks("accountID") {
		j.add(Missing, "metadata.account", "account is missing", "write it, or accountID")
	}
	j.target("lagThreshold")
}

// schedule is pkg/scalers/cron_scaler.go.
func schedule(j *judge) {
	parser := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	for _, name := range []string{"start", "end"} {
		if _, err := parser.Parse(j.get(name).Text); err != nil {
			j.malformed(name, "is no schedule of five fields", "write minute, hour, day, month and weekday, such as \"0 8 * * 1-5\"")
		}
	}
	if j.get("start").Text == j.get("end").Text {
		j.contradiction("end", "is the same as start", "write when the period ends")
	}
	if _, err := time.LoadLocation(j.get("timezone").Text); err != nil {
		j.add(Untenable, "metadata.timezone", fmt.Sprintf("timezone %q is none", j.get("timezone").Text), "write one of the IANA database, such as Europe/Berlin")
	}
	const counts = "write how many replicas to have in that period"
	switch n := j.number("desiredReplicas"); {
	case n == 0:
		j.malformed("desiredReplicas", "is no count above zero", counts)
	case n < 0:
		j.add(Untenable, "metadata.desiredReplicas", fmt.Sprintf("desiredReplicas %q is no count above zero", j.get("desiredReplicas").Text), counts)
	}
}

// prometheus is pkg/scalers/prometheus_scaler.go.
func prometheus(j *judge) {
	j.logins()
	modes := j.get("authModes")
	if identity := j.Credentials.Identity; modes.State == Plain && identity != "" && identity != "none" {
		j.contradiction("authModes", "does not go with the pod identity "+identity, "keep one of them")
	}
	j.target("threshold")
}

// logins holds authModes against the parameters that each needs.
func (j *judge) logins() {
	modes := j.get("authModes")
	if modes.State != Plain {
		return
	}
	for mode := range strings.SplitSeq(modes.Text, ",") {
		mode = strings.TrimSpace(mode)
		for _, alternatives := range config.Needs(mode) {
			if !slices.ContainsFunc(alternatives, func(name string) bool { return !j.lacks(name) }) {
				j.add(Missing, AuthenticationField, fmt.Sprintf("authModes %s needs the parameter %s", mode, oneOf(alternatives)),
					"add it to the secretTargetRef of the TriggerAuthentication that the trigger names")
			}
		}
	}
}

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
