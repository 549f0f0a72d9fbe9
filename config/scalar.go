package config

import (
	"fmt"
	"math"
	"time"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// Seconds is a duration in seconds, written 15s, 5m, 1h30m or 15.
type Seconds int32

// bare matches a number of seconds without a unit.
var bare = lazyregexp.New(`^[-+]?[0-9]+$`)

// ParseSeconds parses a duration in whole seconds, from 0 to 2147483647. The error describes
// the syntax.
func ParseSeconds(text string) (Seconds, error) {
	d, err := parseDuration(text)
	switch {
	case err != nil:
		return 0, err
	case d < 0:
		return 0, fmt.Errorf("%q is negative; use a duration such as 15s or 5m", text)
	case d%time.Second != 0:
		return 0, fmt.Errorf("%q is not a multiple of 1s; use a duration such as 15s", text)
	case d/time.Second > math.MaxInt32:
		return 0, tooLong(text)
	}
	return Seconds(d / time.Second), nil
}

func parseDuration(text string) (time.Duration, error) {
	unit := ""
	if bare.MatchString(text) {
		unit = "s"
	}
	d, err := time.ParseDuration(text + unit)
	switch {
	case err != nil && unit != "":
		return 0, tooLong(text)
	case err != nil:
		return 0, fmt.Errorf("%q is not a duration; use 15s, 5m or a number of seconds", text)
	}
	return d, nil
}

func tooLong(text string) error {
	return fmt.Errorf("%q is too long; the maximum is %ds", text, math.MaxInt32)
}

// UnmarshalNode decodes a number of seconds or a duration.
func (s *Seconds) UnmarshalNode(n *yaml.Node) error {
	text, err := scalarText(n)
	if err == nil {
		*s, err = ParseSeconds(text)
	}
	return err
}

// String returns the duration in the syntax of Kubernetes. The Gateway API accepts at most
// five digits per unit.
func (s Seconds) String() string {
	if s > 99999 && s%60 == 0 {
		return s.Window()
	}
	return fmt.Sprintf("%ds", int32(s))
}

// Window returns the duration in the syntax of PromQL.
func (s Seconds) Window() string {
	switch {
	case s > 0 && s%3600 == 0:
		return fmt.Sprintf("%dh", s/3600)
	case s > 0 && s%60 == 0:
		return fmt.Sprintf("%dm", s/60)
	}
	return fmt.Sprintf("%ds", s)
}

// Off is the amount that drops a signal of a profile.
const Off Amount = "off"

// Amount is a number or quantity as the user wrote it: 70, "75", 500m, 8Gi.
type Amount string

// UnmarshalNode decodes a number or a string.
func (a *Amount) UnmarshalNode(n *yaml.Node) error {
	text, err := scalarText(n)
	// YAML 1.1 reads an unquoted off as a boolean. Here it is the word.
	if err == nil && text != "off" && n.ShortTag() == "!!bool" {
		return fmt.Errorf("%s is not a number", text)
	}
	*a = Amount(text)
	return err
}

func scalarText(n *yaml.Node) (string, error) {
	if n == nil || n.Kind != yaml.ScalarNode {
		return "", fmt.Errorf("expected a number or a string")
	}
	return n.Value, nil
}
