package kustomize

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/source"
	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/provenance"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Version is the kustomize release with the version of the api module in go.mod.
const Version = "v5.8.2"

// metadata is the build metadata that a root kustomization asks for. It contains kustomize's
// version and the documents that kustomize was given.
type metadata struct {
	managedBy, annotations bool
}

func (m *metadata) set(options []string) {
	m.managedBy = slices.Contains(options, types.ManagedByLabelOption)
	m.annotations = slices.Contains(options, types.OriginAnnotations) ||
		slices.Contains(options, types.TransformerAnnotations)
}

// restore replaces the metadata by what the kustomize program would have written.
func (m *metadata) restore(all resmap.ResMap) error {
	if !m.managedBy && !m.annotations {
		return nil
	}
	for _, object := range all.Resources() {
		if m.managedBy {
			if err := restoreManagedBy(object); err != nil {
				return err
			}
		}
		if m.annotations {
			if err := restoreOrigins(object); err != nil {
				return fmt.Errorf("restoring the origin of %s: %w", object.CurId(), err)
			}
		}
	}
	return nil
}

func restoreManagedBy(object *resource.Resource) error {
	labels := object.GetLabels()
	if labels[konfig.ManagedbyLabelKey] != "kustomize-"+provenance.GetProvenance().Semver() {
		return nil
	}
	labels[konfig.ManagedbyLabelKey] = "kustomize-" + Version
	return object.SetLabels(labels)
}

func restoreOrigins(object *resource.Resource) error {
	origin, err := object.GetOrigin()
	if err != nil {
		return err
	}
	if origin != nil {
		if err := object.SetOrigin(restoreOrigin(origin)); err != nil {
			return err
		}
	}
	all, err := object.GetTransformations()
	if err != nil || all == nil {
		return err
	}
	if err := object.ClearTransformations(); err != nil {
		return err
	}
	for _, one := range all {
		if one = restoreOrigin(one); one != nil {
			if err := object.AddTransformation(one); err != nil {
				return err
			}
		}
	}
	return nil
}

// restoreOrigin returns an origin as it is in the package, nil for the run without a
// functionConfig.
func restoreOrigin(o *resource.Origin) *resource.Origin {
	apiVersion, kind, ok := unwrapKind(o.ConfiguredBy.Kind)
	if !ok {
		return o
	}
	if kind == "" {
		return nil
	}
	o.ConfiguredBy.APIVersion, o.ConfiguredBy.Kind = apiVersion, kind
	o.ConfiguredIn = strings.TrimSuffix(o.ConfiguredIn, suffix)
	return o
}

// FileOf returns the file that an object comes from, "" if it is not known.
func FileOf(object *yaml.RNode) string {
	origin, err := (&resource.Resource{RNode: *object}).GetOrigin()
	if err != nil || origin == nil || origin.Repo != "" {
		return ""
	}
	if _, _, generated := unwrapKind(origin.ConfiguredBy.Kind); generated {
		return "" // it belongs to the model host that it was generated for
	}
	return cmp.Or(origin.Path, origin.ConfiguredIn)
}

// SetFileFromOrigin annotates an object with its file as functions expect it.
func SetFileFromOrigin(object *yaml.RNode) error {
	r := &resource.Resource{RNode: *object}
	origin, err := r.GetOrigin()
	if err != nil || origin == nil {
		return err
	}
	file := FileOf(object)
	if err := r.SetOrigin(nil); err != nil {
		return err
	}
	if file == "" {
		return nil
	}
	return source.SetFile(object, file, 0)
}
