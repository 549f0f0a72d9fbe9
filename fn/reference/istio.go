package reference

import (
	"strings"

	"modelhost.dev/scale-modelhosts/config"
)

// istio returns the matchers that replace $(istio-requests), for every combination of settings
// that has an effect.
func istio() string {
	t := newTable("`dataPlane`", "`callers`", "`ingressUseWaypoint`", "`$(istio-requests)`")
	for _, plane := range config.DataPlanes() {
		for _, callers := range config.CallersValues() {
			for _, waypoint := range []bool{false, true} {
				i := config.Istio{DataPlane: plane, Callers: callers, IngressUseWaypoint: waypoint}
				i.Default()
				if len(i.Idle()) == 0 {
					t.add(code(plane), code(callers), yesNo(waypoint), code(strings.Join(i.Requests(), ", ")))
				}
			}
		}
	}
	return t.String()
}
