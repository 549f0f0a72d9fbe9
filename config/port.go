package config

import (
	"fmt"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// Port is a Service's port by its number or by its name; the zero Port is none.
type Port struct {
	Number int32
	Name   string
}

// portName is what Kubernetes takes for a port of a Service.
var portName = lazyregexp.New(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)

// ParsePort reads a port as people write it: 80, or http. The error says how that is.
func ParsePort(text string) (Port, error) {
	n, err := strconv.ParseInt(text, 10, 32)
	switch {
	case err == nil && n >= 1 && n <= 65535:
		return Port{Number: int32(n)}, nil
	case err != nil && portName.MatchString(text):
		return Port{Name: text}, nil
	}
	return Port{}, fmt.Errorf("%q is no port; write its number, from 1 to 65535, or its name in the Service", text)
}

// UnmarshalNode reads a number or a name.
func (p *Port) UnmarshalNode(n *yaml.Node) error {
	text, err := scalarText(n)
	if err == nil {
		*p, err = ParsePort(text)
	}
	return err
}

// String is the port as people write it.
func (p Port) String() string {
	if p.Name != "" {
		return p.Name
	}
	return strconv.Itoa(int(p.Number))
}
