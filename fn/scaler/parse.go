package scaler

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// parses says why KEDA does not read the text into the parameter's type; "" where it
// does. It follows scalersconfig, setConfigValueHelper.
func (p Parameter) parses(text string) string { return p.parsesAs(p.Type, text) }

func (p Parameter) parsesAs(typ, text string) string {
	switch element, isList := strings.CutPrefix(typ, "[]"); {
	case isList:
		return p.parsesAsList(element, text)
	case strings.HasPrefix(typ, "map["):
		return p.parsesAsMap(text)
	}
	switch typ {
	case "string":
		return ""
	case "duration":
		return parsesAsDuration(text)
	case "url.Values":
		if _, err := url.ParseQuery(text); err != nil {
			return "is no query of a URL"
		}
		return ""
	case "bool":
		if _, err := strconv.ParseBool(text); err != nil {
			return "is neither true nor false"
		}
		return ""
	}
	return parsesAsJSON(typ, text)
}

func (p Parameter) parsesAsList(element, text string) string {
	for _, part := range p.split(text) {
		part = strings.TrimSpace(part)
		if p.Range != "" && strings.HasPrefix(element, "int") && strings.Contains(part, p.Range) {
			if why := p.parsesAsRange(element, part); why != "" {
				return why
			}
			continue
		}
		if why := p.parsesAs(element, part); why != "" {
			if keda.IsCredential(p.Names[0]) {
				return "has a part that " + why
			}
			return fmt.Sprintf("has %q, which %s", part, why)
		}
	}
	return ""
}

func (p Parameter) parsesAsRange(element, text string) string {
	ends := strings.Split(text, p.Range)
	if len(ends) != 2 || parsesAsJSON(element, ends[0])+parsesAsJSON(element, ends[1]) != "" {
		return fmt.Sprintf("has %q, which is no range of two whole numbers", text)
	}
	return ""
}

func (p Parameter) parsesAsMap(text string) string {
	for i, pair := range p.split(text) {
		if strings.Count(pair, "=") != 1 {
			return fmt.Sprintf("is not of the form key=value in its part %d", i+1)
		}
	}
	return ""
}

// split parts a list.
func (p Parameter) split(text string) []string {
	if p.Separator != "" {
		return strings.Split(text, p.Separator)
	}
	return strings.Split(text, ",")
}

// parsesAsDuration takes milliseconds without a unit.
func parsesAsDuration(text string) string {
	if d, err := time.ParseDuration(text); err == nil {
		return negative(d < 0)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return "is no duration such as 30s"
	}
	return negative(n < 0)
}

func negative(is bool) string {
	if is {
		return "is negative"
	}
	return ""
}

// numbers are the types that KEDA reads as JSON, in words.
var numbers = map[string]struct {
	noun string
	read func([]byte) error
}{
	"int":     {"whole number", into[int]},
	"int32":   {"whole number", into[int32]},
	"int64":   {"whole number", into[int64]},
	"uint":    {"whole number of zero or more", into[uint]},
	"uint64":  {"whole number of zero or more", into[uint64]},
	"float64": {"number", into[float64]},
	"float32": {"number", into[float32]},
}

func into[T any](text []byte) error {
	var v *T
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	// KEDA panics on null, and takes the panic for an error.
	if v == nil {
		return strconv.ErrSyntax
	}
	return nil
}

// parsesAsJSON leaves types that are no numbers to KEDA.
func parsesAsJSON(typ, text string) string {
	number, ok := numbers[strings.TrimPrefix(typ, "*")]
	if !ok || number.read([]byte(text)) == nil {
		return ""
	}
	return "is no " + number.noun
}
