package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	v2 "k8s.io/api/autoscaling/v2"

	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"github.com/kedacore/keda/v2/pkg/scalers"
	"github.com/kedacore/keda/v2/pkg/scalers/scalersconfig"
)

// recorded is an example with KEDA's verdict: the first line of its error, or nothing.
type recorded struct {
	example
	// Authentication lists only the parameters, because the values are secret.
	Authentication []string   `json:"authentication,omitempty"`
	Verdict        string     `json:"verdict"`
	Mutations      []mutation `json:"mutations,omitempty"`
}

// mutation records the verdicts after a change of one metadata key.
type mutation struct {
	Key string `json:"key"`
	// Rejected and Accepted list the values tried for the key; Absent reports whether KEDA
	// accepts the trigger without it.
	Rejected []string `json:"refused,omitempty"`
	Accepted []string `json:"accepted,omitempty"`
	Absent   bool     `json:"absent"`
}

// odd lists values that are wrong for most keys.
var odd = []string{"", "abc", "-1", "0", "1", "1.5", "1e3", "007", "true", "yes", "5m", "a=b", "http://host:1234/a/b", "99999999999"}

// recordOf returns the record, a line for each example.
func recordOf(version string, examples []example, readers map[string]scalers.Reader) ([]byte, error) {
	seen, mutated := map[string]bool{}, map[string]bool{}
	var lines []json.RawMessage
	for _, e := range examples {
		same := e
		same.Source = ""
		key, err := json.Marshal(same)
		if err != nil {
			return nil, err
		}
		if seen[string(key)] {
			continue
		}
		seen[string(key)] = true
		entry := recorded{example: e, Authentication: e.parameters(), Verdict: verdict(readers, e)}
		if entry.Verdict == "" {
			entry.Mutations = mutations(readers, e, mutated)
		}
		line, err := json.Marshal(entry)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return written(version, lines), nil
}

// verdictsOf returns the record of triggers without mutations, a line for each.
func verdictsOf(version string, examples []example, readers map[string]scalers.Reader) ([]byte, error) {
	var lines []json.RawMessage
	for _, e := range examples {
		line, err := json.Marshal(recorded{example: e, Authentication: e.parameters(), Verdict: verdict(readers, e)})
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return written(version, lines), nil
}

func written(version string, lines []json.RawMessage) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"keda\": %q, \"examples\": [\n", strings.TrimPrefix(version, "v"))
	for i, line := range lines {
		b.Write(line)
		if i < len(lines)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]}\n")
	return b.Bytes()
}

// mutations tries each key of a type once, in the first example that has it.
func mutations(readers map[string]scalers.Reader, e example, done map[string]bool) []mutation {
	var all []mutation
	for _, key := range slices.Sorted(maps.Keys(e.Metadata)) {
		if done[e.Type+" "+key] {
			continue
		}
		done[e.Type+" "+key] = true
		m := mutation{Key: key, Absent: verdict(readers, e.without(key)) == ""}
		for _, value := range odd {
			if verdict(readers, e.with(key, value)) == "" {
				m.Accepted = append(m.Accepted, value)
			} else {
				m.Rejected = append(m.Rejected, value)
			}
		}
		all = append(all, m)
	}
	return all
}

// parameters returns the authentication's parameters that have a value.
func (e example) parameters() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(e.Authentication)) {
		if strings.TrimSpace(e.Authentication[name]) != "" {
			names = append(names, name)
		}
	}
	return names
}

func (e example) without(key string) example {
	e.Metadata = maps.Clone(e.Metadata)
	delete(e.Metadata, key)
	return e
}

func (e example) with(key, value string) example {
	e.Metadata = maps.Clone(e.Metadata)
	e.Metadata[key] = value
	return e
}

func verdict(readers map[string]scalers.Reader, e example) string {
	r, ok := readers[e.Type]
	if !ok {
		return "no scaler found for type: " + e.Type
	}
	// KEDA changes the maps that it gets.
	config := &scalersconfig.ScalerConfig{
		TriggerType: e.Type, TriggerMetadata: maps.Clone(e.Metadata), AuthParams: clone(e.Authentication), ResolvedEnv: clone(e.Environment),
		PodIdentity: kedav1alpha1.AuthPodIdentity{Provider: kedav1alpha1.PodIdentityProvider(e.PodIdentity)},
		MetricType:  v2.MetricTargetType(e.MetricType), ScalableObjectType: "ScaledObject", ScalableObjectName: "llama", ScalableObjectNamespace: "models",
		GlobalHTTPTimeout: time.Second,
	}
	err := r.Verdict(config)
	if err == nil {
		return ""
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func clone(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return maps.Clone(m)
}
