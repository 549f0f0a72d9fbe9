package schedule

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
	// The binary is run where no system has one.
	_ "time/tzdata"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

//go:embed zones.txt
var zoneText string

var zoneNames = sync.OnceValue(func() []string { return strings.Fields(zoneText[strings.Index(zoneText, "\n"):]) })

// checkZone takes the names of the IANA database alone: any system has them, and KEDA's
// operator among them. Local would be the operator's own.
func checkZone(name string) []problem.Problem {
	for _, known := range zoneNames() {
		if name == known {
			return nil
		}
	}
	return []problem.Problem{problem.New("", fmt.Sprintf("there is no time zone %q", name), zoneHint(name))}
}

// zoneHint names a zone that is called so, but for its continent, or nearly so.
func zoneHint(name string) string {
	city := strings.ReplaceAll(name, " ", "_")
	for _, known := range zoneNames() {
		if i := strings.LastIndex(known, "/"); strings.EqualFold(known, city) || i > 0 && !strings.HasPrefix(known, "Etc/") && strings.EqualFold(known[i+1:], city) {
			return "did you mean " + known + "?"
		}
	}
	// What is near to an abbreviation or an offset is hours away.
	if near, ok := suggest.Closest(name, zoneNames()); ok && strings.Contains(name, "/") {
		return "did you mean " + near + "?"
	}
	return "write one of the IANA database, such as Europe/Berlin, America/New_York or UTC"
}

// location is a known zone's; every name in the list loads.
func location(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
