package main

import (
	"fmt"
	"maps"
	"os"

	"sigs.k8s.io/yaml"
)

// caseSource is the file with this project's own triggers, for cases that KEDA's tests lack.
const caseSource = "fn/scaler/testdata/cases.yaml"

// base is a trigger that KEDA accepts, with changes to it.
type base struct {
	Type string `json:"type"`
	change
	Changes []change `json:"changes"`
}

// change replaces the keys that it names; a null value removes the key.
type change struct {
	Metadata       map[string]*string `json:"metadata"`
	Authentication map[string]*string `json:"authentication"`
	Environment    map[string]*string `json:"environment"`
	PodIdentity    string             `json:"podIdentity"`
	MetricType     string             `json:"metricType"`
	// Accepted is for the function's tests; the verdict is KEDA's.
	Accepted bool `json:"accepted"`
}

// casesIn returns the bases of a file, each before its changes.
func casesIn(path string) ([]example, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var bases []base
	if err := yaml.UnmarshalStrict(text, &bases); err != nil {
		return nil, err
	}
	var all []example
	for _, b := range bases {
		e := b.of(example{Source: caseSource + ": " + b.Type, Type: b.Type})
		all = append(all, e)
		for i, c := range b.Changes {
			changed := c.of(e)
			changed.Source = fmt.Sprintf("%s, change %d", e.Source, i+1)
			all = append(all, changed)
		}
	}
	return all, nil
}

// of returns the example with the change.
func (c change) of(e example) example {
	e.Metadata, e.Authentication, e.Environment = changed(e.Metadata, c.Metadata), changed(e.Authentication, c.Authentication), changed(e.Environment, c.Environment)
	e.PodIdentity, e.MetricType = orElse(c.PodIdentity, e.PodIdentity), orElse(c.MetricType, e.MetricType)
	return e
}

func changed(before map[string]string, changes map[string]*string) map[string]string {
	after := maps.Clone(before)
	if after == nil {
		after = map[string]string{}
	}
	for key, value := range changes {
		if value == nil {
			delete(after, key)
		} else {
			after[key] = *value
		}
	}
	return after
}
