package schedule

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
	// The binary must also work on systems without a time zone database.
	_ "time/tzdata"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

//go:embed zones.txt
var zoneText string

var zoneNames = sync.OnceValue(func() []string { return strings.Fields(zoneText[strings.Index(zoneText, "\n"):]) })

// checkZone accepts only names in the IANA database, which KEDA's operator has too. "Local" would
// mean the operator's own zone.
func checkZone(name string) []problem.Problem {
	for _, known := range zoneNames() {
		if name == known {
			return nil
		}
	}
	return []problem.Problem{problem.New("", fmt.Sprintf("unknown time zone %q", name), zoneHint(name))}
}

// zoneHint suggests a zone with a similar name, or with the name of the city alone.
func zoneHint(name string) string {
	city := strings.ReplaceAll(name, " ", "_")
	for _, known := range zoneNames() {
		if i := strings.LastIndex(known, "/"); strings.EqualFold(known, city) || i > 0 && !strings.HasPrefix(known, "Etc/") && strings.EqualFold(known[i+1:], city) {
			return "did you mean " + known + "?"
		}
	}
	// Suggest nothing for an abbreviation or an offset: a similar one is hours away.
	if near, ok := suggest.Closest(name, zoneNames()); ok && strings.Contains(name, "/") {
		return "did you mean " + near + "?"
	}
	return "use an IANA name, such as Europe/Berlin, America/New_York or UTC"
}

// location returns the location for a name in the list. All of them load.
func location(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
