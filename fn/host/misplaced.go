package host

import (
	"fmt"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/managed"
)

// checkNonWorkload reports intent on objects that are no workloads.
func (f *finder) checkNonWorkload(o *inventory.Object, g scalingAnnotations) {
	for _, key := range slices.Sorted(slices.Values(g.keys)) {
		if name := f.spec.AnnotationPrefix + "/" + key; managed.IsScaledObject(o) && (name == managed.AnnotationAdopted || name == managed.AnnotationImported) {
			continue // they are about the ScaledObject
		}
		if o.Kind == config.RoutingVirtualService && f.spec.AnnotationPrefix+"/"+key == managed.AnnotationEdited {
			continue // it is about the VirtualService
		}
		message, hint := "intent stands on a "+o.Kind, "put it on the model host's Deployment"
		if apiVersion, ok := workloadVersions[o.Kind]; ok {
			message, hint = fmt.Sprintf("intent stands on a %s of %q", o.Kind, o.APIVersion), "write apiVersion: "+apiVersion
		}
		f.addMisplaced(o, "metadata.annotations", key, message, hint)
	}
	f.checkList(o)
}

// workloadVersions are the API versions under which Kubernetes and Argo know workloads.
var workloadVersions = map[string]string{
	"Deployment": "apps/v1", "StatefulSet": "apps/v1", "Rollout": "argoproj.io/v1alpha1",
}

// checkList reports intent on objects inside a List, which no host unpacks for us.
func (f *finder) checkList(o *inventory.Object) {
	if !strings.HasSuffix(o.Kind, "List") {
		return
	}
	for i, item := range inventory.Elements(o.Field("items")) {
		place := fmt.Sprintf("items[%d].metadata.annotations", i)
		f.reportKeys(o, place, inventory.Field(item, "metadata", "annotations"),
			"nobody reads intent inside a "+o.Kind, "give each object a document of its own")
	}
}

// checkMisplaced reports intent where nobody reads it: in labels, on the pod template,
// and where a wrong indentation puts it.
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
			"nobody reads intent here", "move it to metadata.annotations of the "+o.Kind)
	}
}

// reportKeys reports every key of ours in a mapping.
func (f *finder) reportKeys(o *inventory.Object, place string, n *yaml.Node, message, hint string) {
	names := inventory.Texts(n)
	for _, name := range sortedKeys(names) {
		if prefix, key, found := strings.Cut(name, "/"); found && prefix == f.spec.AnnotationPrefix {
			f.addMisplaced(o, place, key, message, hint)
		}
	}
}
