package scaler

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

// Input is what is known about a trigger.
type Input struct {
	Type     string
	Metadata map[string]string
	// MetricType is the trigger's metric type.
	MetricType string
	// Variable returns a variable of the scaled container's environment.
	Variable func(name string) Value
	// Credentials are the credentials in the trigger's authentication.
	Credentials Credentials
	// Formula is set if the ScaledObject has scalingModifiers, which compose one metric.
	Formula bool
}

// Credentials are what is known about an authentication.
type Credentials struct {
	// Parameters are the parameters that it sets, by name.
	Parameters map[string]bool
	// Open is set if it may set others as well.
	Open bool
	// Identity is the provider of its pod identity; "" without one.
	Identity string
}

// Value is what is known about a parameter's value.
type Value struct {
	State State
	// Text is set if the State is Plain.
	Text string
}

// State is how much is known about a value.
type State int

// These are the states.
const (
	// Absent means that the value certainly does not exist.
	Absent State = iota
	// Possible means that the value may exist.
	Possible
	// Hidden means that the value exists, but is not known.
	Hidden
	// Plain means that the value is known.
	Plain
)

// fromEnv is the suffix of a parameter's name in the key that names a variable instead.
const fromEnv = "FromEnv"

// find looks up a parameter as KEDA does: scalersconfig, configParamValue.
func (in Input) find(p Parameter) Value {
	found := Value{}
	for _, place := range p.From {
		for _, name := range p.Names {
			v := in.at(place, name)
			switch {
			case v.State == Possible:
				found = v
			case v.State != Absent && found.State == Possible:
				return Value{State: Hidden}
			case v.State != Absent:
				return v
			}
		}
	}
	return found
}

func (in Input) at(place Location, name string) Value {
	switch place {
	case Metadata:
		if placeholder.In(in.Metadata[name]) {
			return Value{State: Hidden}
		}
		return plain(in.Metadata[name])
	case Authentication:
		return in.Credentials.value(name)
	case Environment:
		switch variable := in.Metadata[name+fromEnv]; {
		case placeholder.In(variable):
			return Value{State: Possible}
		case variable != "" && in.Variable != nil:
			return in.Variable(variable)
		}
	}
	return Value{}
}

func (c Credentials) value(name string) Value {
	switch {
	case c.Parameters[name]:
		return Value{State: Hidden}
	case c.Open:
		return Value{State: Possible}
	}
	return Value{}
}

// plain returns a value as KEDA reads it: KEDA trims spaces and treats an empty string as absent.
func plain(text string) Value {
	if text = strings.TrimSpace(text); text != "" {
		return Value{Plain, text}
	}
	return Value{}
}
