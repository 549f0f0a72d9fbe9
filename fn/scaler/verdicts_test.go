package scaler_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// example is a trigger of KEDA's own tests, with the verdict of KEDA's own parsers:
// testdata/oracle/scalers.
type example struct {
	Source         string            `json:"source"`
	Type           string            `json:"type"`
	Metadata       map[string]string `json:"metadata"`
	Authentication []string          `json:"authentication"`
	Environment    map[string]string `json:"environment"`
	PodIdentity    string            `json:"podIdentity"`
	MetricType     string            `json:"metricType"`
	Verdict        string            `json:"verdict"`
	Mutations      []struct {
		Key      string   `json:"key"`
		Rejected []string `json:"refused"`
		Accepted []string `json:"accepted"`
		Absent   bool     `json:"absent"`
	} `json:"mutations"`
}

// corpus returns every recorded trigger, including the mutated ones.
func corpus(t *testing.T) []example {
	text, err := os.ReadFile("testdata/verdicts.json")
	require.NoError(t, err)
	var record struct {
		KEDA     string    `json:"keda"`
		Examples []example `json:"examples"`
	}
	require.NoError(t, json.Unmarshal(text, &record))
	require.Equal(t, scaler.KEDAVersion, record.KEDA, "table and verdicts are of one release")
	var all []example
	for _, e := range record.Examples {
		all = append(all, e)
		for _, m := range e.Mutations {
			for _, value := range m.Accepted {
				all = append(all, e.with(m.Key, value, ""))
			}
			for _, value := range m.Rejected {
				all = append(all, e.with(m.Key, value, "rejected"))
			}
			verdict := "rejected"
			if m.Absent {
				verdict = ""
			}
			all = append(all, e.without(m.Key, verdict))
		}
	}
	return all
}

func (e example) with(key, value, verdict string) example {
	mutated := maps.Clone(e.Metadata)
	mutated[key] = value
	e.Metadata, e.Verdict = mutated, verdict
	e.Source += fmt.Sprintf(" with %s=%q", key, value)
	return e
}

func (e example) without(key, verdict string) example {
	e.Metadata, e.Verdict = maps.Clone(e.Metadata), verdict
	delete(e.Metadata, key)
	e.Source += " without " + key
	return e
}

func (e example) input() scaler.Input {
	parameters := map[string]bool{}
	for _, name := range e.Authentication {
		parameters[name] = true
	}
	return scaler.Input{
		Type: e.Type, Metadata: e.Metadata, MetricType: e.MetricType, Credentials: scaler.Credentials{Parameters: parameters, Identity: e.PodIdentity},
		Variable: func(name string) scaler.Value {
			if text := e.Environment[name]; strings.TrimSpace(text) != "" {
				return scaler.Value{State: scaler.Plain, Text: strings.TrimSpace(text)}
			}
			return scaler.Value{}
		},
	}
}

// unforeseen are the rejections that nothing here foresees, by type: how many, and what they depend
// on. All others are found, or reported as unchecked.
var unforeseen = map[string]struct {
	rejections int
	on         string
}{
	"cpu":         {12, "the metric type, which is another rule's"},
	"memory":      {11, "the metric type, which is another rule's"},
	"predictkube": {1, "what a credential says: the API key is no JSON Web Token"},
	"prometheus":  {5, "what credentials say, which are no certificates, and the machine that KEDA runs on"},
}

// count is the number of agreements with KEDA on a trigger type, and of triggers that are reported
// as unchecked.
type count struct{ accepted, rejected, foreseen, unchecked int }

func (c *count) add(other count) {
	c.accepted += other.accepted
	c.rejected += other.rejected
	c.foreseen += other.foreseen
	c.unchecked += other.unchecked
}

func (c count) String() string {
	return fmt.Sprintf("%5d accepted, none reported; %5d rejected, %5d foreseen, %2d reported as unchecked", c.accepted, c.rejected, c.foreseen, c.unchecked)
}

// Whatever KEDA's own parsers accept gets no error here, without exception. Whatever they reject is
// an error, or reported as unchecked, except for the few rejections in unforeseen.
func TestAgreesWithKEDA(t *testing.T) {
	counts := map[string]*count{}
	for _, name := range scaler.Types() {
		counts[name] = &count{}
	}
	for _, e := range corpus(t) {
		c, known := counts[e.Type]
		if !known {
			assert.Contains(t, e.Verdict, "no scaler found", "%s: %s is a type that the table lacks", e.Source, e.Type)
			continue
		}
		failures := e.failures()
		switch {
		case e.Verdict == "":
			c.accepted++
			assert.Empty(t, failures, "%s: KEDA takes %s %v, authentication %v", e.Source, e.Type, e.Metadata, e.Authentication)
		case len(failures) > 0:
			c.rejected++
			c.foreseen++
		case len(e.problems(scaler.Unchecked)) > 0:
			c.rejected++
			c.unchecked++
		default:
			c.rejected++
			if unforeseen[e.Type].rejections == 0 {
				t.Logf("not foreseen: %s: %s %v, authentication %v: %s", e.Source, e.Type, e.Metadata, e.Authentication, e.Verdict)
			}
		}
	}
	total := count{}
	for _, name := range scaler.Types() {
		t.Logf("%-24s %v", name, counts[name])
		total.add(*counts[name])
		missed := counts[name].rejected - counts[name].foreseen - counts[name].unchecked
		assert.Equal(t, unforeseen[name].rejections, missed, "rejections of %s that are not foreseen", name)
		assert.Positive(t, counts[name].accepted, "%s has no trigger that KEDA accepts: add one to testdata/cases.yaml", name)
	}
	t.Logf("%-24s %v", "KEDA "+scaler.KEDAVersion, total)
}

// problems returns the problems of one kind.
func (e example) problems(fault scaler.ProblemKind) []scaler.Problem {
	return slices.DeleteFunc(scaler.Check(e.input()), func(p scaler.Problem) bool { return p.Kind != fault })
}

// failures returns the problems on which KEDA would fail.
func (e example) failures() []scaler.Problem {
	return slices.DeleteFunc(scaler.Check(e.input()), func(p scaler.Problem) bool { return !p.Kind.Fails() })
}

// The table is complete: each type has a parameter, and each can be found by its name.
func TestFind(t *testing.T) {
	assert.Len(t, scaler.Types(), 79)
	for _, name := range scaler.Types() {
		s, ok := scaler.Find(name)
		require.True(t, ok, name)
		assert.Equal(t, name, s.Type)
		assert.NotEmpty(t, s.Parameters, name)
	}
	_, ok := scaler.Find("promtheus")
	assert.False(t, ok)
	assert.Empty(t, scaler.Check(scaler.Input{Type: "promtheus"}))
}

// Values from an authentication or a variable are not reported.
func TestUnknownValuesAreNotReported(t *testing.T) {
	possible := func(string) scaler.Value { return scaler.Value{State: scaler.Possible} }
	for _, e := range corpus(t) {
		g := e.input()
		g.Credentials, g.Variable = scaler.Credentials{Open: true, Identity: e.PodIdentity}, possible
		if e.Verdict != "" {
			continue
		}
		for _, p := range scaler.Check(g) {
			assert.False(t, p.Kind.Fails(), "%s: %s %v: %v", e.Source, e.Type, e.Metadata, p)
		}
	}
}

// A value that another tool fills in may be valid for any parameter.
func TestPlaceholdersAreNotReported(t *testing.T) {
	for _, e := range corpus(t) {
		if e.Verdict != "" || strings.Contains(e.Source, " with ") {
			continue
		}
		before := messages(scaler.Check(e.input()))
		for key := range e.Metadata {
			for message := range messages(scaler.Check(e.with(key, "a-${VALUE:=b}", "").input())) {
				assert.True(t, before[message], "%s: %s %v with a placeholder for %s: %s", e.Source, e.Type, e.Metadata, key, message)
			}
		}
	}
}

func messages(problems []scaler.Problem) map[string]bool {
	all := map[string]bool{}
	for _, p := range problems {
		all[p.Message] = true
	}
	return all
}
