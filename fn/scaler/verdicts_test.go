package scaler_test

import (
	"encoding/json"
	"fmt"
	"os"
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
		Refused  []string `json:"refused"`
		Accepted []string `json:"accepted"`
		Absent   bool     `json:"absent"`
	} `json:"mutations"`
}

// corpus is every recorded trigger, the mutated ones among them.
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
			for _, value := range m.Refused {
				all = append(all, e.with(m.Key, value, "refused"))
			}
			verdict := "refused"
			if m.Absent {
				verdict = ""
			}
			all = append(all, e.with(m.Key, "", verdict))
		}
	}
	return all
}

func (e example) with(key, value, verdict string) example {
	mutated := map[string]string{}
	for k, v := range e.Metadata {
		mutated[k] = v
	}
	mutated[key] = value
	e.Metadata, e.Verdict = mutated, verdict
	e.Source += fmt.Sprintf(" with %s=%q", key, value)
	return e
}

func (e example) given() scaler.Given {
	parameters := map[string]bool{}
	for _, name := range e.Authentication {
		parameters[name] = true
	}
	return scaler.Given{
		Type: e.Type, Metadata: e.Metadata, Credentials: scaler.Credentials{Parameters: parameters, Identity: e.PodIdentity},
		Variable: func(name string) scaler.Value {
			if text := e.Environment[name]; strings.TrimSpace(text) != "" {
				return scaler.Value{State: scaler.Plain, Text: strings.TrimSpace(text)}
			}
			return scaler.Value{}
		},
	}
}

func TestAgreesWithKEDA(t *testing.T) {
	type count struct{ accepted, refused, foreseen int }
	counts := map[string]*count{}
	missed := map[string]int{}
	for _, e := range corpus(t) {
		c := counts[e.Type]
		if c == nil {
			c = &count{}
			counts[e.Type] = c
		}
		var fatal []scaler.Problem
		for _, p := range scaler.Judge(e.given()) {
			if p.Fault.Fails() {
				fatal = append(fatal, p)
			}
		}
		switch {
		case e.Verdict == "":
			c.accepted++
			assert.Empty(t, fatal, "%s: KEDA takes %s %v, authentication %v", e.Source, e.Type, e.Metadata, e.Authentication)
		default:
			c.refused++
			if len(fatal) > 0 {
				c.foreseen++
			} else {
				missed[e.Type+" "+e.Verdict]++
				if os.Getenv("MISSED") != "" && strings.HasPrefix(e.Type, os.Getenv("MISSED")) {
					t.Log(e.Source, e.Type, e.Metadata, e.Authentication, e.PodIdentity, e.Verdict)
				}
			}
		}
	}
	total := count{}
	for _, name := range scaler.Types() {
		if c := counts[name]; c != nil {
			t.Logf("%-24s %4d accepted, %4d refused, %4d of them foreseen", name, c.accepted, c.refused, c.foreseen)
			total.accepted += c.accepted
			total.refused += c.refused
			total.foreseen += c.foreseen
		} else {
			t.Logf("%-24s none", name)
		}
	}
	t.Logf("%+v", total)
}
