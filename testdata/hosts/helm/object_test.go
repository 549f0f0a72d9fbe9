package helm

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// objects returns the objects of a stream.
func objects(stream string) ([]*yaml.RNode, error) {
	return (&kio.ByteReader{Reader: strings.NewReader(stream), OmitReaderAnnotations: true}).Read()
}

// contents returns the objects of a stream, regardless of order and style.
func contents(stream string) ([]string, error) {
	all, err := objects(stream)
	if err != nil {
		return nil, err
	}
	return sorted(all)
}

func sorted(objects []*yaml.RNode) ([]string, error) {
	var texts []string
	for _, o := range objects {
		text, err := o.MarshalJSON()
		if err != nil {
			return nil, err
		}
		texts = append(texts, string(text))
	}
	slices.Sort(texts)
	return texts, nil
}

// scaling lists the kinds that the function adds and removes.
var scaling = []string{"HorizontalPodAutoscaler", "ScaledObject", "TriggerAuthentication", "ScaleModelHosts"}

// others returns the contents of a stream that do not affect scaling: without those kinds and
// without the replica count of a model host.
func others(stream string) ([]string, error) {
	all, err := objects(stream)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(o *yaml.RNode) bool { return slices.Contains(scaling, o.GetKind()) })
	for _, o := range all {
		if !strings.HasPrefix(o.GetName(), "prt-depl-modelhost-") {
			continue
		}
		if err := o.PipeE(yaml.Get("spec"), yaml.Clear("replicas")); err != nil {
			return nil, err
		}
	}
	return sorted(all)
}

// same returns an error that lists the contents that two streams do not share.
func same(first, second string, of func(string) ([]string, error)) error {
	a, err := of(first)
	if err != nil {
		return err
	}
	b, err := of(second)
	if err != nil {
		return err
	}
	if slices.Equal(a, b) {
		return nil
	}
	return fmt.Errorf("only in the first:\n%s\nonly in the second:\n%s", without(a, b), without(b, a))
}

func without(all, some []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(some, s) }), "\n")
}

// The comparisons are tested as well: one that never fails would pass for every product.
func TestSameTellsWhatDiffers(t *testing.T) {
	plain := "kind: Job\nmetadata: {name: a}\n---\nkind: HorizontalPodAutoscaler\nmetadata: {name: b}\n"
	require.NoError(t, same(plain, "kind: ScaledObject\nmetadata: {name: c}\n---\nmetadata:\n  name: \"a\"\nkind: Job\n", others))
	assert.ErrorContains(t, same(plain, "kind: Job\nmetadata: {name: A}\n", others), `{"kind":"Job","metadata":{"name":"A"}}`)
	assert.Error(t, same(plain, "kind: Job\nmetadata: {name: a}\n", contents))
	assert.Error(t, same(plain, "", others))

	host := "kind: Deployment\nmetadata: {name: %s}\nspec: {replicas: 2}\n"
	gone := "kind: Deployment\nmetadata: {name: %s}\nspec: {}\n"
	assert.NoError(t, same(fmt.Sprintf(host, "prt-depl-modelhost-a"), fmt.Sprintf(gone, "prt-depl-modelhost-a"), others))
	assert.Error(t, same(fmt.Sprintf(host, "web"), fmt.Sprintf(gone, "web"), others))
}
