package reference

import (
	"strings"

	"modelhost.dev/scale-modelhosts/config"
)

// istio returns what $(istio-requests) selects, for every combination of settings that differs.
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
