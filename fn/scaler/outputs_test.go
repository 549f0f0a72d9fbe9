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

// object contains the fields of rendered examples that are tested here.
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

// KEDA's own parsers accept every trigger of every example, with the values from its
// authentication, and so does Check. The record matches the examples.
func TestKEDAAcceptsTheExamples(t *testing.T) {
	text, err := os.ReadFile("testdata/outputs.json")
	require.NoError(t, err)
	var record struct {
		KEDA     string    `json:"keda"`
		Examples []example `json:"examples"`
	}
	require.NoError(t, json.Unmarshal(text, &record))
	assert.Equal(t, scaler.KEDAVersion, record.KEDA)
	rendered := slices.Clone(record.Examples)
	for i := range rendered {
		assert.Empty(t, rendered[i].Verdict, "%s: KEDA rejects %s %v", rendered[i].Source, rendered[i].Type, rendered[i].Metadata)
		assert.Empty(t, rendered[i].failures(), rendered[i].Source)
		rendered[i].Verdict = ""
	}
	assert.Equal(t, outputs(t), rendered, "the examples differ from those in the record: run make record")
}

// outputs returns the triggers in the examples' expected outputs.
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
