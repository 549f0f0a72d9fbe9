package scaler_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// object is what matters here of what the examples are rendered to.
type object struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec struct {
		Triggers []struct {
			Type              string            `json:"type"`
			MetricType        string            `json:"metricType"`
			Metadata          map[string]string `json:"metadata"`
			AuthenticationRef struct {
				Name string `json:"name"`
			} `json:"authenticationRef"`
		} `json:"triggers"`
		SecretTargetRef []struct {
			Parameter string `json:"parameter"`
		} `json:"secretTargetRef"`
		PodIdentity struct {
			Provider string `json:"provider"`
		} `json:"podIdentity"`
	} `json:"spec"`
}

// KEDA's own parsers take every trigger of every example, with what its authentication
// gives; and so does Judge. The record is of the examples as they are.
func TestKEDATakesTheExamples(t *testing.T) {
	text, err := os.ReadFile("testdata/outputs.json")
	require.NoError(t, err)
	var record struct {
		KEDA     string    `json:"keda"`
		Examples []example `json:"examples"`
	}
	require.NoError(t, json.Unmarshal(text, &record))
	assert.Equal(t, scaler.KEDAVersion, record.KEDA)
	judged := slices.Clone(record.Examples)
	for i := range judged {
		assert.Empty(t, judged[i].Verdict, "%s: KEDA refuses %s %v", judged[i].Source, judged[i].Type, judged[i].Metadata)
		assert.Empty(t, judged[i].failures(), judged[i].Source)
		judged[i].Verdict = ""
	}
	assert.Equal(t, outputs(t), judged, "the examples are others than those that KEDA has judged: run make record")
}

// outputs are the triggers of the examples' expected outputs.
func outputs(t *testing.T) []example {
	var all []example
	require.NoError(t, filepath.WalkDir("../../examples", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasPrefix(entry.Name(), "expected") || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		source := strings.TrimPrefix(filepath.ToSlash(path), "../../")
		all = append(all, triggers(source, objects(t, string(text)))...)
		return nil
	}))
	return all
}

func objects(t *testing.T, text string) []object {
	var all []object
	for document := range strings.SplitSeq(text, "\n---\n") {
		var o object
		require.NoError(t, yaml.Unmarshal([]byte(document), &o))
		all = append(all, o)
	}
	return all
}

func triggers(source string, objects []object) []example {
	var all []example
	for _, o := range objects {
		for _, trigger := range o.Spec.Triggers {
			e := example{Source: source, Type: trigger.Type, Metadata: trigger.Metadata, MetricType: trigger.MetricType}
			for _, a := range objects {
				if !strings.HasSuffix(a.Kind, "TriggerAuthentication") || a.Metadata.Name != trigger.AuthenticationRef.Name {
					continue
				}
				e.PodIdentity = a.Spec.PodIdentity.Provider
				for _, ref := range a.Spec.SecretTargetRef {
					e.Authentication = append(e.Authentication, ref.Parameter)
				}
				slices.Sort(e.Authentication)
			}
			all = append(all, e)
		}
	}
	return all
}
