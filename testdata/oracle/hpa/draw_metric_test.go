package hpa_test

import (
	"fmt"

	"pgregory.net/rapid"
)

// shape is the form of a metric's target in a version.
type shape int

const (
	// nested targets are objects: v2 and v2beta2.
	nested shape = iota
	// flat targets are fields of the metric: v2beta1, and the annotation of v1.
	flat
)

func (d drawing) listed(spec *node, s shape) {
	switch rapid.IntRange(0, 11).Draw(d.t, "metrics") {
	case 0:
	case 1:
		spec.field("metrics", null)
	case 2:
		spec.field("metrics", list())
	default:
		spec.field("metrics", d.metrics(s))
	}
}

// metrics draws metrics, which may name a resource twice.
func (d drawing) metrics(s shape) node {
	metrics := list()
	for range rapid.SampledFrom([]int{1, 1, 2, 2, 3, 4}).Draw(d.t, "count") {
		metrics.items = append(metrics.items, d.metric(s))
	}
	return metrics
}

func (d drawing) metric(s shape) node {
	name := rapid.SampledFrom([]string{"cpu", "memory"}).Draw(d.t, "resource")
	source := object(field{"name", word(name)})
	typ, under := "Resource", "resource"
	// v2beta1 has containers too, but Kubernetes loses their names when it reads them, and
	// then rejects the HPA.
	if d.version != "v2beta1" && d.chance(3, "of a container") {
		typ, under = "ContainerResource", "containerResource"
		source.field("container", word(rapid.SampledFrom(d.containers).Draw(d.t, "container")))
	}
	d.target(&source, s, name)
	return object(field{"type", word(typ)}, field{under, source})
}

func (d drawing) target(source *node, s shape, resource string) {
	typ, value := "Utilization", d.percent()
	if rapid.Bool().Draw(d.t, "value") {
		typ, value = "AverageValue", d.amount(resource)
	}
	if s == flat {
		source.field(map[string]string{"Utilization": "targetAverageUtilization", "AverageValue": "targetAverageValue"}[typ], value)
		return
	}
	under := map[string]string{"Utilization": "averageUtilization", "AverageValue": "averageValue"}[typ]
	if d.chance(20, "mistyped") {
		// Kubernetes uses the fields that are set, whatever the type.
		typ = rapid.SampledFrom([]string{"Utilization", "AverageValue", "Value"}).Draw(d.t, "type")
	}
	source.field("target", object(field{"type", word(typ)}, field{under, value}))
}

// amount draws a quantity: often a common one, or an odd one.
func (d drawing) amount(resource string) node {
	switch rapid.IntRange(0, 9).Draw(d.t, "kind of amount") {
	case 9:
		if d.odd {
			return rapid.SampledFrom(numerals).Draw(d.t, "amount")
		}
		return amount(rapid.SampledFrom(unusual).Draw(d.t, "amount"))
	case 7, 8:
		return amount(fmt.Sprintf("%d%s", rapid.IntRange(1, 99999).Draw(d.t, "digits"), rapid.SampledFrom([]string{"", "n", "u", "m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti", "e3", "E3", "e+2", "e-2"}).Draw(d.t, "unit")))
	case 6:
		return amount(fmt.Sprintf("%d.%0*d%s", rapid.IntRange(0, 99).Draw(d.t, "whole"), rapid.IntRange(1, 4).Draw(d.t, "width"), rapid.IntRange(1, 9).Draw(d.t, "rest"), rapid.SampledFrom([]string{"", "m", "k", "M", "Mi", "Gi", "e3"}).Draw(d.t, "unit")))
	}
	return amount(rapid.SampledFrom(usual[resource]).Draw(d.t, "amount"))
}

var usual = map[string][]string{
	"cpu":    {"500m", "0.5", "1", "1.5", "250m", "2000m", "100m", "2e3", "4"},
	"memory": {"1Gi", "1536Mi", "8G", "8Gi", "512Mi", "1.5Gi", "1073741824", "1e9", "2E9", "900M", "128974848000m"},
}

// unusual lists valid but unusual quantities.
var unusual = []string{
	"+1", ".5", "5.", "007", "1.10", "00.5", "1e-3", "0.0000000001", "12345678901234567890", "1E", "1Ei", "+.5Gi", "1e+3", "100u", "1n", "0.1m",
}

// numerals lists quantities that need no quotes: YAML parses them as plain numbers.
var numerals = []node{
	{scalar: `"16"`, bare: []string{"0x10", "0o20", "020", "0b10000", "1_6", "16.0", "1.6e1"}},
	{scalar: `"0.25"`, bare: []string{"2.5e-1", ".25", "25e-2", "0.2_5"}},
}
