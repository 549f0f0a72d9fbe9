package addon

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	httpv1alpha1 "github.com/kedacore/http-add-on/operator/apis/http/v1alpha1"
	httpv1beta1 "github.com/kedacore/http-add-on/operator/apis/http/v1beta1"
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

// Objects contains what the add-on and KEDA read from a package.
type Objects struct {
	InterceptorRoutes []*httpv1beta1.InterceptorRoute
	HTTPScaledObjects []*httpv1alpha1.HTTPScaledObject
	ScaledObjects     []*kedav1alpha1.ScaledObject
	others            []client.Object
}

// Read decodes a YAML stream strictly; it ignores objects of other kinds.
func Read(manifests []byte) (Objects, error) {
	var o Objects
	r := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(manifests)))
	for {
		doc, err := r.Read()
		if errors.Is(err, io.EOF) {
			return o, nil
		}
		if err == nil {
			err = o.add(doc)
		}
		if err != nil {
			return o, err
		}
	}
}

func (o *Objects) add(doc []byte) error {
	var kind metav1.TypeMeta
	if err := yaml.Unmarshal(doc, &kind); err != nil {
		return err
	}
	switch kind.APIVersion + " " + kind.Kind {
	case "http.keda.sh/v1beta1 InterceptorRoute":
		return decode(doc, &o.InterceptorRoutes)
	case "http.keda.sh/v1alpha1 HTTPScaledObject":
		return decode(doc, &o.HTTPScaledObjects)
	case "keda.sh/v1alpha1 ScaledObject":
		return decode(doc, &o.ScaledObjects)
	case "v1 Service":
		return decodeOther[corev1.Service](doc, o)
	case "v1 ConfigMap":
		return decodeOther[corev1.ConfigMap](doc, o)
	}
	return nil
}

// object is a pointer to T that is an object.
type object[T any] interface {
	*T
	client.Object
}

func decode[T any, P object[T]](doc []byte, into *[]P) error {
	raw, err := yaml.YAMLToJSONStrict(doc)
	if err != nil {
		return err
	}
	one := P(new(T))
	strict, err := json.UnmarshalStrict(raw, one)
	if err := errors.Join(append(strict, err)...); err != nil {
		return fmt.Errorf("%T %s: %w", one, one.GetName(), err)
	}
	if one.GetNamespace() == "" {
		one.SetNamespace("default")
	}
	*into = append(*into, one)
	return nil
}

func decodeOther[T any, P object[T]](doc []byte, o *Objects) error {
	var found []P
	err := decode(doc, &found)
	for _, f := range found {
		o.others = append(o.others, f)
	}
	return err
}

// all returns the objects that the add-on reads from the cluster.
func (o Objects) all() []client.Object {
	all := append([]client.Object{}, o.others...)
	for _, r := range o.InterceptorRoutes {
		all = append(all, r)
	}
	for _, r := range o.HTTPScaledObjects {
		all = append(all, r)
	}
	return all
}
