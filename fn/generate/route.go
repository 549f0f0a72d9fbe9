package generate

import (
	"cmp"
	"strconv"
	"time"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// route adds the host's route, of the kind that the installed add-on reads.
func (b *builder) route(p *plan.HostPlan) {
	version, spec := httpaddon.APIVersionInterceptorRoute, encoding.Node(p.Route.Spec)
	notes := map[string]string{}
	if wave := b.cfg.HTTP.SyncWave; wave != nil {
		notes[config.AnnotationSyncWave] = strconv.Itoa(int(*wave))
	}
	if p.Route.Kind == httpaddon.KindHTTPScaledObject {
		version, spec = httpaddon.APIVersionHTTPScaledObject, encoding.Node(httpScaledObject(p))
		notes[httpaddon.AnnotationSkipScaledObject] = "true"
	}
	b.addForHost(p, version, p.Route.Kind, p.Name, spec, notes, &b.inv.Routes)
}

// httpScaledObject returns a route as add-ons before 0.14 read it.
func httpScaledObject(p *plan.HostPlan) httpaddon.HTTPScaledObjectSpec {
	route, target, w := p.Route.Spec, p.Route.Spec.Target, p.Host.Workload
	spec := httpaddon.HTTPScaledObjectSpec{
		Hosts: p.Route.Hosts, PathPrefixes: p.Route.Paths,
		ScaleTargetRef: httpaddon.ScaleTargetRef{Name: w.Name, APIVersion: w.APIVersion, Kind: w.Kind, Service: target.Service, Port: target.Port, PortName: target.PortName},
		Replicas:       &httpaddon.Replicas{Min: p.Spec.MinReplicaCount, Max: p.Spec.MaxReplicaCount},
		ScalingMetric:  route.ScalingMetric,
	}
	if t := route.Timeouts; t != nil {
		spec.Timeouts = &httpaddon.OldTimeouts{ConditionWait: t.Readiness, ResponseHeader: t.ResponseHeader}
	}
	if c := route.ColdStart; c != nil && c.Fallback != nil {
		s := c.Fallback.Service
		spec.ColdStartTimeoutFailoverRef = &httpaddon.FailoverRef{Service: s.Name, Port: s.Port, PortName: s.PortName, TimeoutSeconds: wholeSeconds(spec.Timeouts)}
	}
	return spec
}

// wholeSeconds returns how long requests wait; 0, which is omitted, if not known.
func wholeSeconds(t *httpaddon.OldTimeouts) int32 {
	if t == nil {
		return 0
	}
	wait, err := time.ParseDuration(t.ConditionWait)
	if err != nil {
		return 0
	}
	return int32(wait / time.Second)
}

// addForHost adds an object for one host, beside its ScaledObject.
func (b *builder) addForHost(p *plan.HostPlan, version, kind, name string, spec *yaml.Node, notes map[string]string, index *inventory.Index) {
	w := p.Host.Workload
	b.add(Object{
		Node: mapping(
			"apiVersion", text(version),
			"kind", text(kind),
			"metadata", b.metadata(name, w.Namespace, map[string]string{managed.Key: p.Host.Key}, notes),
			"spec", spec,
		),
		Kind: kind, Namespace: w.Namespace, Name: name, Wanted: cmp.Or(p.Host.ScaledObject, name), For: w,
	}, *index)
}
