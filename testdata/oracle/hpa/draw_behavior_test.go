package hpa_test

import (
	"strings"

	"pgregory.net/rapid"
)

// filling selects when Kubernetes fills in missing fields of a behavior.
type filling int

const (
	// defaulted behaviors may lack any field: v2 and v2beta2.
	defaulted filling = iota
	// written behaviors need policies, because annotations are read after the defaults.
	written
)

func (d drawing) behaves(spec *node) {
	switch rapid.IntRange(0, 7).Draw(d.t, "behavior") {
	case 0, 1:
	case 2:
		spec.field("behavior", null)
	case 3:
		spec.field("behavior", object())
	default:
		spec.field("behavior", d.behavior(defaulted))
	}
}

func (d drawing) behavior(f filling) node {
	behavior := object()
	for _, side := range []string{"scaleUp", "scaleDown"} {
		switch rapid.IntRange(0, 5).Draw(d.t, side) {
		case 0, 1:
		case 2:
			behavior.field(side, null)
		default:
			behavior.field(side, d.rules(f))
		}
	}
	return behavior
}

func (d drawing) rules(f filling) node {
	rules := object()
	d.optional(&rules, "stabilizationWindowSeconds", func() node {
		return number(rapid.SampledFrom([]int{0, 1, 30, 60, 300, 1800, 3599, 3600}).Draw(d.t, "window"))
	})
	d.optional(&rules, "selectPolicy", func() node {
		return word(rapid.SampledFrom([]string{"Max", "Min", "Disabled"}).Draw(d.t, "select"))
	})
	if f == written {
		rules.field("policies", d.policies())
	} else {
		d.optional(&rules, "policies", d.policies)
	}
	if d.version == "v2" || f == written {
		d.optional(&rules, "tolerance", func() node {
			return amount(rapid.SampledFrom([]string{"0", "0.05", "50m", "0.1", "1", "5e-2", ".25", "1e-3", "100u"}).Draw(d.t, "tolerance"))
		})
	}
	return rules
}

func (d drawing) optional(n *node, name string, value func() node) {
	switch rapid.IntRange(0, 8).Draw(d.t, name) {
	case 0, 1, 2:
	case 3:
		n.field(name, null)
	default:
		n.field(name, value())
	}
}

func (d drawing) policies() node {
	policies := list()
	for range rapid.IntRange(1, 3).Draw(d.t, "policies") {
		policies.items = append(policies.items, object(
			field{"type", word(rapid.SampledFrom([]string{"Pods", "Percent"}).Draw(d.t, "policy"))},
			field{"value", number(rapid.SampledFrom([]int{1, 2, 4, 10, 50, 100, 900}).Draw(d.t, "step"))},
			field{"periodSeconds", number(rapid.SampledFrom([]int{1, 15, 30, 60, 300, 1800}).Draw(d.t, "period"))},
		))
	}
	return policies
}

// capitalized renames the fields as Go names them.
func (n node) capitalized() node {
	out := node{scalar: n.scalar, list: n.list}
	for _, item := range n.items {
		out.items = append(out.items, item.capitalized())
	}
	for _, f := range n.fields {
		out.fields = append(out.fields, field{strings.ToUpper(f.name[:1]) + f.name[1:], f.value.capitalized()})
	}
	return out
}
