package keda

import (
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// checkMetadata applies the API server's rules for metadata: only known fields of the right
// type, and valid names, labels, annotations and owners.
func checkMetadata(o object) []Verdict {
	_, _, unknown, err := objectmeta.GetObjectMetaWithOptions(o.tree.Object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	verdicts := o.errs(Metadata, err)
	for _, path := range unknown {
		verdicts = append(verdicts, o.verdict(Metadata, fmt.Sprintf("unknown field %q would be dropped", path)))
	}
	namespaced := !clusterScoped[o.tree.GetKind()]
	errs := validation.ValidateObjectMetaAccessor(&o.tree, namespaced, validation.NameIsDNSSubdomain, field.NewPath("metadata"))
	return append(verdicts, o.errs(Metadata, fieldErrors(errs)...)...)
}

func fieldErrors(list field.ErrorList) []error {
	errs := make([]error, len(list))
	for i, e := range list {
		errs[i] = e
	}
	return errs
}
