package keda

import (
	"context"
	"embed"
	"fmt"
	"strings"
	"sync"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

//go:embed crds/*.yaml crds/patches/*.yaml
var crdFiles embed.FS

// crd is one served version of a CRD, compiled.
type crd struct {
	structural *structural.Structural
	schema     validation.SchemaValidator
	cel        *cel.Validator
}

// crds returns the validators of each kind. A kind has several if releases differ and outputs
// must be valid for each. served contains the kinds that have any, to distinguish a version
// that no API server serves from a kind that is not checked.
var crds = sync.OnceValues(func() (map[schema.GroupVersionKind][]func() crd, map[schema.GroupKind]bool) {
	found, served := map[schema.GroupVersionKind][]func() crd{}, map[schema.GroupKind]bool{}
	files, err := crdFiles.ReadDir("crds")
	must(err)
	for _, f := range files {
		if f.IsDir() {
			continue
		}
		raw, err := crdFiles.ReadFile("crds/" + f.Name())
		must(err)
		raw, err = yaml.YAMLToJSONStrict(raw)
		must(err)
		var def apiextensionsv1.CustomResourceDefinition
		must(yaml.UnmarshalStrict(patched(f.Name(), raw), &def))
		kind := schema.GroupKind{Group: def.Spec.Group, Kind: def.Spec.Names.Kind}
		served[kind] = true
		for _, v := range def.Spec.Versions {
			if v.Served {
				gvk := kind.WithVersion(v.Name)
				// Compiled on first use: most packages have few of the kinds.
				found[gvk] = append(found[gvk], sync.OnceValue(func() crd { return compile(v.Schema.OpenAPIV3Schema) }))
			}
		}
	}
	return found, served
})

// patched applies the patches of KEDA's kustomization to a CRD.
func patched(name string, crd []byte) []byte {
	patch, err := crdFiles.ReadFile("crds/patches/" + strings.TrimSuffix(strings.TrimPrefix(name, "keda.sh_"), "s.yaml") + "_patch.yaml")
	if err != nil {
		return crd
	}
	patch, err = yaml.YAMLToJSONStrict(patch)
	must(err)
	operations, err := jsonpatch.DecodePatch(patch)
	must(err)
	crd, err = operations.Apply(crd)
	must(err)
	return crd
}

func compile(v1 *apiextensionsv1.JSONSchemaProps) crd {
	var props apiextensions.JSONSchemaProps
	must(apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(v1, &props, nil))
	s, err := structural.NewStructural(&props)
	must(err)
	validator, _, err := validation.NewSchemaValidator(&props)
	must(err)
	return crd{
		structural: s,
		schema:     validator,
		cel:        cel.NewValidator(s, true, celconfig.PerCallLimit),
	}
}

// checkSchema validates a custom resource as the API server does on create, with every CRD
// of the kind.
func checkSchema(o object) []Verdict {
	found, kinds := crds()
	versions := found[o.gvk()]
	if len(versions) == 0 && kinds[o.gvk().GroupKind()] {
		return []Verdict{o.verdict(Schema, fmt.Sprintf("version %q is not served", o.gvk().Version))}
	}
	var verdicts []Verdict
	for _, version := range versions {
		verdicts = append(verdicts, version().validate(o)...)
	}
	return verdicts
}

func (c crd) validate(o object) []Verdict {
	tree := o.tree.DeepCopy().Object
	defaulting.PruneNonNullableNullsWithoutDefaults(tree, c.structural)
	verdicts := o.errs(Schema, c.prune(tree)...)
	defaulting.Default(tree, c.structural)

	errs := validation.ValidateCustomResource(nil, tree, c.schema)
	errs = append(errs, objectmeta.Validate(nil, tree, c.structural, false)...)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, c.structural, tree)...)
	// CEL reads fields that only a valid object has.
	if len(errs) == 0 {
		celErrs, _ := c.cel.Validate(context.Background(), nil, c.structural, tree, nil, celconfig.RuntimeCELCostBudget)
		errs = append(errs, celErrs...)
	}
	return append(verdicts, o.errs(Schema, fieldErrors(errs)...)...)
}

// prune drops unknown fields; a real cluster does so silently.
func (c crd) prune(tree map[string]any) []error {
	var errs []error
	unknown := pruning.PruneWithOptions(tree, c.structural, true, structural.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
	for _, path := range unknown {
		errs = append(errs, fmt.Errorf("unknown field %q would be pruned", path))
	}
	return errs
}

// must panics for errors in embedded files, because the oracle would be wrong.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
