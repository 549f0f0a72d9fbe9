package keda

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utilvalidation "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/storage/names"
	"pgregory.net/rapid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
)

// verdicts pairs each rule of the product with the API server's own.
var verdicts = map[string]struct {
	ours   func(string) string
	theirs func(string) []string
}{
	"name":      {apimeta.Name, func(s string) []string { return validation.NameIsDNSSubdomain(s, false) }},
	"namespace": {apimeta.Label, func(s string) []string { return validation.ValidateNamespaceName(s, false) }},
	"service":   {apimeta.Service, func(s string) []string { return validation.NameIsDNS1035Label(s, false) }},
	"key":       {apimeta.Key, utilvalidation.IsQualifiedName},
	"label":     {apimeta.LabelValue, utilvalidation.IsValidLabelValue},
}

func TestTextsGetTheVerdictOfTheAPIServer(t *testing.T) {
	lengths := []string{strings.Repeat("a", 63), strings.Repeat("a", 64), strings.Repeat("a", 253), strings.Repeat("a", 254), strings.Repeat("a.", 126) + "a", strings.Repeat("a.", 127)}
	texts := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("abzAZ019-_./ é\n")), 0, 12, -1),
		rapid.StringMatching(`[a-z0-9.-]{0,5}(/[a-zA-Z0-9._-]{0,5}){0,2}`),
		rapid.SampledFrom(lengths),
	)
	for name, v := range verdicts {
		drawn, wrong := 0, 0
		rapid.Check(t, func(rt *rapid.T) {
			for range 100 {
				text := texts.Draw(rt, name)
				drawn++
				if len(v.theirs(text)) > 0 {
					wrong++
				}
				assert.Equal(rt, len(v.theirs(text)) == 0, v.ours(text) == "", "%s %q: ours %q, theirs %q", name, text, v.ours(text), v.theirs(text))
			}
		})
		t.Logf("%s: %d strings, %d rejected", name, drawn, wrong)
	}
}

func TestObjectsGetTheVerdictOfTheAPIServer(t *testing.T) {
	drawn, rejected := 0, 0
	word := rapid.SampledFrom([]string{"a", "a-b", "A", "a.b", "a_b", "", "-a", "a/b", "a b", "x.y/z", strings.Repeat("a", 64), "example.com/key", "orphan", "foregroundDeletion"})
	texts := rapid.MapOfN(word, word, 0, 3)
	rapid.Check(t, func(rt *rapid.T) {
		for range 100 {
			meta := metav1.ObjectMeta{
				Name: word.Draw(rt, "name"), GenerateName: rapid.SampledFrom([]string{"", "a-", "A-", "-", "a", "a.", "a--", strings.Repeat("a", 70)}).Draw(rt, "generateName"),
				Namespace: rapid.SampledFrom([]string{"a", "a.b", "A"}).Draw(rt, "namespace"),
				Labels:    texts.Draw(rt, "labels"), Annotations: texts.Draw(rt, "annotations"),
				Finalizers: rapid.SliceOfN(word, 0, 2).Draw(rt, "finalizers"),
			}
			if rapid.IntRange(0, 4).Draw(rt, "owned") == 0 {
				controller := true
				meta.OwnerReferences = []metav1.OwnerReference{{APIVersion: "v1", Kind: "ConfigMap", Name: word.Draw(rt, "owner"), UID: "1", Controller: &controller}, {APIVersion: "v1", Kind: "ConfigMap", Name: "b", UID: "2"}}
			}
			complete := meta
			if meta.Name == "" && meta.GenerateName != "" {
				complete.Name = names.SimpleNameGenerator.GenerateName(meta.GenerateName)
			}
			errs := validation.ValidateObjectMeta(&complete, true, validation.NameIsDNSSubdomain, field.NewPath("metadata"))
			problems := apimeta.Check(node(t, meta), apimeta.Subdomain)
			drawn++
			if len(errs) > 0 {
				rejected++
			}
			assert.Equal(rt, len(errs) > 0, len(problems) > 0, "ours: %v\ntheirs: %v\n%+v", problems, errs, meta)
		}
	})
	t.Logf("%d objects, %d rejected", drawn, rejected)
}

// node returns the value as YAML.
func node(t *testing.T, v any) *yaml.Node {
	text, err := json.Marshal(v)
	require.NoError(t, err)
	n, err := yaml.Parse(string(text))
	require.NoError(t, err)
	return n.YNode()
}

func TestAnnotationsHaveABound(t *testing.T) {
	for size, wrong := range map[int]bool{256*1024 - 1: false, 256 * 1024: true} {
		meta := metav1.ObjectMeta{Name: "a", Namespace: "b", Annotations: map[string]string{"a": strings.Repeat("x", size)}}
		assert.Equal(t, wrong, len(apimeta.Check(node(t, meta), apimeta.Subdomain)) > 0)
		assert.Equal(t, wrong, len(validation.ValidateObjectMeta(&meta, true, validation.NameIsDNSSubdomain, nil)) > 0)
	}
}

func TestTimesGetTheVerdictOfTheAPIServer(t *testing.T) {
	for text, want := range map[string]bool{
		"2026-11-29T10:00:00Z": true, "2026-11-29T10:00:00.123+01:00": true, "2026-11-29T10:00:00": false, "2026-11-29": false,
		"2026-11-29 10:00:00Z": false, "yesterday": false, "": false, "2026-13-29T10:00:00Z": false, "2026-11-29t10:00:00z": false,
	} {
		quoted, err := json.Marshal(text)
		require.NoError(t, err)
		var theirs metav1.Time
		assert.Equal(t, want, json.Unmarshal(quoted, &theirs) == nil, "theirs: %q", text)
		assert.Equal(t, want, apimeta.IsTime(text), "ours: %q", text)
	}
}
