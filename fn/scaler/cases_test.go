package scaler_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// TestEveryCheckFires checks that each check of a type finds something alone that KEDA rejects or
// ignores.
func TestEveryCheckFires(t *testing.T) {
	fires := map[string]bool{}
	key := func(typ string, i int) string { return fmt.Sprintf("check %d of %s", i+1, typ) }
	for _, e := range corpus(t) {
		for i := range scaler.Checks(e.Type) {
			fires[key(e.Type, i)] = fires[key(e.Type, i)] || slices.ContainsFunc(scaler.CheckAlone(e.input(), i), func(p scaler.Problem) bool {
				return e.Verdict != "" && (p.Kind.Fails() || p.Kind == scaler.Unchecked) || p.Kind == scaler.Unusable
			})
		}
	}
	for _, typ := range scaler.Types() {
		for i := range scaler.Checks(typ) {
			assert.True(t, fires[key(typ, i)], "%s never fires: add a case to testdata/cases.yaml, and run make record", key(typ, i))
		}
	}
}

// change is a case in testdata/cases.yaml.
type change struct {
	Metadata       map[string]*string `json:"metadata"`
	Authentication map[string]*string `json:"authentication"`
	Environment    map[string]*string `json:"environment"`
	PodIdentity    string             `json:"podIdentity"`
	MetricType     string             `json:"metricType"`
	Accepted       bool               `json:"accepted"`
}

// The record matches the cases, KEDA's verdict is the expected one, and so is this package's.
func TestAgreesWithKEDAOnTheCases(t *testing.T) {
	text, err := os.ReadFile("testdata/cases.yaml")
	require.NoError(t, err)
	var bases []struct {
		Type string `json:"type"`
		change
		Changes []change `json:"changes"`
	}
	require.NoError(t, yaml.UnmarshalStrict(text, &bases))
	recorded := map[string]example{}
	for _, e := range corpus(t) {
		recorded[e.Source] = e
	}
	count := 0
	for _, b := range bases {
		b.Accepted = true
		source := "fn/scaler/testdata/cases.yaml: " + b.Type
		for i, c := range append([]change{b.change}, b.Changes...) {
			name, metadata, authentication, identity := source, changed(nil, b.Metadata), changed(nil, b.Authentication), b.PodIdentity
			if i > 0 {
				name = fmt.Sprintf("%s, change %d", source, i)
				metadata, authentication, identity = changed(metadata, c.Metadata), changed(authentication, c.Authentication), cmp.Or(c.PodIdentity, identity)
			}
			e, ok := recorded[name]
			if !assert.True(t, ok, "%s is not recorded: run make record", name) {
				continue
			}
			count++
			assert.Equal(t, metadata, e.Metadata, "%s is recorded otherwise: run make record", name)
			assert.Equal(t, slices.Sorted(maps.Keys(authentication)), e.Authentication, "%s is recorded otherwise: run make record", name)
			assert.Equal(t, identity, e.PodIdentity, "%s is recorded otherwise: run make record", name)
			foreseen := len(e.failures()) > 0 || len(e.problems(scaler.Unchecked)) > 0
			if c.Accepted {
				assert.Empty(t, e.Verdict, "%s: KEDA rejects %v", name, e.Metadata)
				assert.Empty(t, e.failures(), "%s: %v", name, e.Metadata)
				continue
			}
			assert.NotEmpty(t, e.Verdict, "%s: KEDA accepts %v", name, e.Metadata)
			assert.True(t, foreseen, "%s: KEDA rejects %v: %s", name, e.Metadata, strings.TrimSpace(e.Verdict))
		}
	}
	t.Logf("%d cases", count)
}

func changed(before map[string]string, changes map[string]*string) map[string]string {
	after := map[string]string{}
	maps.Copy(after, before)
	for key, value := range changes {
		if value == nil {
			delete(after, key)
		} else {
			after[key] = *value
		}
	}
	return after
}
