package scaler

import (
	"strings"

	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

// Input is what is known about a trigger.
type Input struct {
	Type     string
	Metadata map[string]string
	// MetricType is the trigger's.
	MetricType string
	// Variable is a variable of the scaled container's environment.
	Variable func(name string) Value
	// Credentials are those of the trigger's authentication.
	Credentials Credentials
	// Formula is set if the ScaledObject has scalingModifiers, which compose one metric.
	Formula bool
}

// Credentials are what is known about an authentication.
type Credentials struct {
	// Parameters are those it gives, by name.
	Parameters map[string]bool
	// Open is set if it may give others as well.
	Open bool
	// Identity is the provider of its pod identity; "" without one.
	Identity string
}

// Value is what is known about a parameter's value.
type Value struct {
	State State
	// Text is there where the State is Plain.
	Text string
}

// State says how much is known about a value.
type State int

// The states.
const (
	// Absent is certainly not there.
	Absent State = iota
	// Possible may be there.
	Possible
	// Hidden is there with an unknown value.
	Hidden
	// Plain is known.
	Plain
)

// fromEnv is behind the name of a parameter in the key that names a variable instead.
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

// plain returns a text as KEDA reads it: it trims spaces and takes an empty text for absent.
func plain(text string) Value {
	if text = strings.TrimSpace(text); text != "" {
		return Value{Plain, text}
	}
	return Value{}
}
