package hosts

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// object is one Kubernetes object of a rendered stream or a package.
type object struct{ node *yaml.RNode }

type objects []object

// readObjects reads a YAML stream, or every .yaml file of a folder by name.
func readObjects(path string) (objects, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		return parseObjects(string(text))
	}
	files, err := readTree(path)
	if err != nil {
		return nil, err
	}
	files = files.where(func(name, _ string) bool { return filepath.Ext(name) == ".yaml" })
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	var all objects
	for _, name := range names {
		found, err := parseObjects(files[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

func parseObjects(text string) (objects, error) {
	nodes, err := (&kio.ByteReader{Reader: strings.NewReader(text), OmitReaderAnnotations: true}).Read()
	var all objects
	for _, node := range nodes {
		if node.GetKind() != "" { // a kustomization may leave its kind out
			all = append(all, object{node})
		}
	}
	return all, err
}

// id returns `Kind namespace/name`, or `Kind name` without a namespace.
func (o object) id() string {
	if ns := o.node.GetNamespace(); ns != "" {
		return o.node.GetKind() + " " + ns + "/" + o.node.GetName()
	}
	return o.node.GetKind() + " " + o.node.GetName()
}

// only returns the only object with that Kind, or Kind/name; it returns an error if there is
// none or more than one.
func (all objects) only(which string) (object, error) {
	var found objects
	for _, o := range all {
		if which == o.node.GetKind() || which == o.node.GetKind()+"/"+o.node.GetName() {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		ids := make([]string, len(all))
		for i, o := range all {
			ids[i] = o.id()
		}
		return object{}, fmt.Errorf("%d of %s among:\n%s", len(found), which, strings.Join(ids, "\n"))
	}
	return found[0], nil
}

// field returns the YAML at a dotted path; in a list, a step is an index or a `key=value` that
// the element contains.
func (o object) field(path string) (string, error) {
	at := o.node
	for _, step := range strings.Split(path, ".") {
		next, err := at.Pipe(stepTo(step))
		if err != nil {
			return "", err
		}
		if next == nil {
			return "", fmt.Errorf("%s has no %s", o.id(), path)
		}
		at = next
	}
	return at.String()
}

func stepTo(step string) yaml.Filter {
	if i, err := strconv.Atoi(step); err == nil {
		return yaml.ElementIndexer{Index: i}
	}
	if key, value, ok := strings.Cut(step, "="); ok {
		return yaml.MatchElement(key, value)
	}
	return yaml.Get(step)
}

// forCluster returns the objects of a stream that are not local-config, regardless of order
// and style.
func forCluster(t *testing.T, stream string) []string {
	t.Helper()
	found, err := parseObjects(stream)
	require.NoError(t, err)
	var all []string
	for _, o := range found {
		annotations := o.node.GetAnnotations()
		if annotations["config.kubernetes.io/local-config"] == "true" {
			continue
		}
		for name := range annotations {
			if strings.Contains(name, "config.kubernetes.io/") {
				require.NoError(t, o.node.PipeE(yaml.ClearAnnotation(name)))
			}
		}
		require.NoError(t, yaml.ClearEmptyAnnotations(o.node))
		text, err := o.node.MarshalJSON()
		require.NoError(t, err)
		all = append(all, string(text))
	}
	sort.Strings(all)
	return all
}
