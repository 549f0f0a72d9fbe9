package plan

import (
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/hpa"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// HostPlan is the plan for a model host, whose ScaledObject is generated from it.
type HostPlan struct {
	Plan
	Host host.Host
	// HPAPolicy is strip, adopt or refuse, ReplicasPolicy strip or keep.
	HPAPolicy, ReplicasPolicy Value[string]
	// Adopted is the HPA that the ScaledObject replaces; nil if there is none.
	Adopted *hpa.HPA
	// Route is the host's route of KEDA's HTTP add-on; nil if the host uses none of the
	// add-on's signals.
	Route *Route
	// Retries are set on callers' proxies if the host scales on rps from zero; nil if
	// they are not configured.
	Retries *config.IstioRetries
	// Authentications are the functionConfig's entries in use, sorted.
	Authentications []string
	// Entries are the functionConfig's entries behind references of triggers.
	Entries map[keda.AuthenticationRef]string
	// Unused are settings that have no effect here and are left out.
	Unused []string

	sources map[string]Source
}

// Source returns where the value at a path of the ScaledObject came from: the source of
// the nearest path above it that is known, or else that of the first path below it.
func (p *HostPlan) Source(path string) Source {
	for at := path; at != ""; at = parent(at) {
		if source, ok := p.sources[at]; ok {
			return source
		}
	}
	below := ""
	for at := range p.sources {
		if strings.HasPrefix(at, path+".") && (below == "" || at < below) {
			below = at
		}
	}
	if below != "" {
		return p.sources[below]
	}
	return Source{Layer: LayerBuiltin}
}

func parent(path string) string {
	return path[:max(strings.LastIndexAny(path, ".["), 0)]
}
