package config

import (
	"fmt"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
)

// Port is a Service's port, by number or name. The zero Port is none.
type Port struct {
	Number int32
	Name   string
}

// ParsePort parses a port such as 80 or http. The error describes the syntax.
func ParsePort(text string) (Port, error) {
	n, err := strconv.ParseInt(text, 10, 32)
	switch {
	case err == nil && n >= 1 && n <= 65535:
		return Port{Number: int32(n)}, nil
	case err != nil && apimeta.Label(text) == "":
		return Port{Name: text}, nil
	}
	return Port{}, fmt.Errorf("%q is not a port; use its number, 1 to 65535, or its name in the Service", text)
}

// UnmarshalNode decodes a number or a name.
func (p *Port) UnmarshalNode(n *yaml.Node) error {
	text, err := scalarText(n)
	if err == nil {
		*p, err = ParsePort(text)
	}
	return err
}

// String returns the name or the number.
func (p Port) String() string {
	if p.Name != "" {
		return p.Name
	}
	return strconv.Itoa(int(p.Number))
}
