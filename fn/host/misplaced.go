package host

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// checkNonWorkload reports scaling annotations on objects that are not workloads.
func (f *finder) checkNonWorkload(o *inventory.Object, g scalingAnnotations) {
	for _, key := range slices.Sorted(slices.Values(g.keys)) {
		if name := f.spec.AnnotationPrefix + "/" + key; managed.IsScaledObject(o) && (name == managed.AnnotationAdopted || name == managed.AnnotationImported) {
			continue // records of the ScaledObject itself
		}
		if o.Kind == config.RoutingVirtualService && f.spec.AnnotationPrefix+"/"+key == managed.AnnotationEdited {
			continue // record of the VirtualService itself
		}
		if key == annotation.Ignore {
			continue // any object may have it
		}
		message, hint := "is ignored on a "+o.Kind, "move it to the model host's Deployment"
		if apiVersion, ok := workloadVersions[o.Kind]; ok {
			message, hint = fmt.Sprintf("is ignored on a %s with apiVersion %q", o.Kind, o.APIVersion), "use apiVersion: "+apiVersion
		}
		f.addMisplaced(o, "metadata.annotations", key, message, hint)
	}
	f.checkList(o)
}

// workloadVersions holds the API version of each kind of workload.
var workloadVersions = map[string]string{
	"Deployment": "apps/v1", "StatefulSet": "apps/v1", "Rollout": "argoproj.io/v1alpha1",
}

// checkList reports scaling annotations on objects inside a List. No orchestrator unpacks Lists
// before calling the function.
func (f *finder) checkList(o *inventory.Object) {
	if !strings.HasSuffix(o.Kind, "List") {
		return
	}
	for i, item := range inventory.Elements(o.Field("items")) {
		place := fmt.Sprintf("items[%d].metadata.annotations", i)
		f.reportKeys(o, place, inventory.Field(item, "metadata", "annotations"),
			"is ignored inside a "+o.Kind, "make each object a separate YAML document")
	}
}

// checkMisplaced reports scaling annotations where they have no effect: in labels, on the pod
// template, and where wrong indentation puts them.
func (f *finder) checkMisplaced(o *inventory.Object) {
	for _, path := range [][]string{
		{},
		{"metadata"},
		{"metadata", "labels"},
		{"spec"},
		{"spec", "annotations"},
		{"spec", "template"},
		{"spec", "template", "metadata"},
		{"spec", "template", "metadata", "annotations"},
		{"spec", "template", "metadata", "labels"},
	} {
		f.reportKeys(o, strings.Join(path, "."), o.Field(path...),
			"is ignored here", "move it to metadata.annotations of the "+o.Kind)
	}
}

// reportKeys reports every scaling annotation in a mapping.
func (f *finder) reportKeys(o *inventory.Object, place string, n *yaml.Node, message, hint string) {
	names := inventory.Texts(n)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if prefix, key, found := strings.Cut(name, "/"); found && prefix == f.spec.AnnotationPrefix && key != annotation.Ignore {
			f.addMisplaced(o, place, key, message, hint)
		}
	}
}
