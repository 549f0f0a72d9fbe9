package keda

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/json"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

const (
	// DefaultNamespace is the namespace of namespaced objects that set none.
	DefaultNamespace = "default"
	localConfig      = "config.kubernetes.io/local-config"
)

// clusterScoped lists the cluster-scoped kinds that Check supports.
var clusterScoped = map[string]bool{
	"ClusterTriggerAuthentication": true,
	"Namespace":                    true,
	"CustomResourceDefinition":     true,
	"ClusterRole":                  true,
	"ClusterRoleBinding":           true,
	"ClusterSecretStore":           true,
}

// split reads the objects of a YAML stream as kubectl would: it rejects duplicate keys,
// expands Lists and ResourceLists, and skips empty documents and local-config objects.
func split(manifests []byte) ([]object, []Verdict) {
	var objects []object
	var verdicts []Verdict
	r := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(manifests)))
	for n := 1; ; n++ {
		doc, err := r.Read()
		if errors.Is(err, io.EOF) {
			return objects, append(verdicts, duplicates(objects)...)
		}
		if err == nil {
			var found []object
			if found, err = parse(doc); err == nil {
				objects = append(objects, found...)
				continue
			}
		}
		verdicts = append(verdicts, Verdict{Stream, fmt.Sprintf("document %d", n), err.Error()})
	}
}

func parse(doc []byte) ([]object, error) {
	raw, err := yaml.YAMLToJSONStrict(doc)
	if err != nil {
		return nil, err
	}
	if string(raw) == "null" {
		return nil, nil
	}
	return fromJSON(raw)
}

func fromJSON(raw []byte) ([]object, error) {
	// A fresh map: json keeps integers as int64 only if it sees the target.
	tree := map[string]any{}
	if err := json.Unmarshal(raw, &tree); err != nil {
		return nil, err
	}
	o := object{json: raw, tree: unstructured.Unstructured{Object: tree}}
	switch {
	case o.tree.GetKind() == "" || o.tree.GetAPIVersion() == "":
		return nil, errors.New("kind and apiVersion must be set")
	case o.tree.GetKind() == "List", o.tree.GetKind() == "ResourceList":
		return unwrap(tree["items"])
	case o.tree.GetAnnotations()[localConfig] == "true":
		return nil, nil
	}
	if o.tree.GetNamespace() == "" && !clusterScoped[o.tree.GetKind()] {
		o.tree.SetNamespace(DefaultNamespace)
	}
	return []object{o}, nil
}

func unwrap(items any) ([]object, error) {
	list, _ := items.([]any)
	var objects []object
	for _, item := range list {
		raw, err := json.Marshal(item)
		if err != nil {
			return nil, err
		}
		found, err := fromJSON(raw)
		if err != nil {
			return nil, err
		}
		objects = append(objects, found...)
	}
	return objects, nil
}

func duplicates(objects []object) []Verdict {
	var verdicts []Verdict
	seen := map[string]bool{}
	for _, o := range objects {
		id := o.gvk().GroupKind().String() + " " + o.String()
		if seen[id] {
			verdicts = append(verdicts, o.verdict(Stream, "is in the package twice"))
		}
		seen[id] = true
	}
	return verdicts
}
