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

// parseProblem returns why KEDA cannot parse the text as the parameter's type, "" if it can. It
// follows scalersconfig, setConfigValueHelper.
func (p Parameter) parseProblem(text string) string { return p.parseProblemAs(p.Type, text) }

func (p Parameter) parseProblemAs(typ, text string) string {
	switch element, isList := strings.CutPrefix(typ, "[]"); {
	case isList:
		return p.listProblem(element, text)
	case strings.HasPrefix(typ, "map["):
		return p.mapProblem(text)
	}
	switch typ {
	case "string":
		return ""
	case "duration":
		return durationProblem(text)
	case "url.Values":
		if _, err := url.ParseQuery(text); err != nil {
			return "is not a URL query"
		}
		return ""
	case "bool":
		if _, err := strconv.ParseBool(text); err != nil {
			return "is neither true nor false"
		}
		return ""
	}
	return numberProblem(typ, text)
}

func (p Parameter) listProblem(element, text string) string {
	for _, part := range p.split(text) {
		part = strings.TrimSpace(part)
		if p.Range != "" && strings.HasPrefix(element, "int") && strings.Contains(part, p.Range) {
			if why := p.rangeProblem(element, part); why != "" {
				return why
			}
			continue
		}
		if why := p.parseProblemAs(element, part); why != "" {
			if keda.IsCredential(p.Names[0]) {
				return "has a part that " + why
			}
			return fmt.Sprintf("has %q, which %s", part, why)
		}
	}
	return ""
}

func (p Parameter) rangeProblem(element, text string) string {
	ends := strings.Split(text, p.Range)
	if len(ends) != 2 || numberProblem(element, ends[0])+numberProblem(element, ends[1]) != "" {
		return fmt.Sprintf("has %q, which is not a range of two integers", text)
	}
	return ""
}

func (p Parameter) mapProblem(text string) string {
	for i, pair := range p.split(text) {
		if strings.Count(pair, "=") != 1 {
			return fmt.Sprintf("does not have the form key=value in part %d", i+1)
		}
	}
	return ""
}

// split splits a list.
func (p Parameter) split(text string) []string {
	if p.Separator != "" {
		return strings.Split(text, p.Separator)
	}
	return strings.Split(text, ",")
}

// durationProblem accepts milliseconds without a unit.
func durationProblem(text string) string {
	if d, err := time.ParseDuration(text); err == nil {
		return negativeProblem(d < 0)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return "is not a duration such as 30s"
	}
	return negativeProblem(n < 0)
}

func negativeProblem(is bool) string {
	if is {
		return "is negative"
	}
	return ""
}

// numbers are the types that KEDA parses as JSON, in words.
var numbers = map[string]struct {
	noun string
	read func([]byte) error
}{
	"int":     {"an integer", into[int]},
	"int32":   {"an integer", into[int32]},
	"int64":   {"an integer", into[int64]},
	"uint":    {"an integer of zero or more", into[uint]},
	"uint64":  {"an integer of zero or more", into[uint64]},
	"float64": {"a number", into[float64]},
	"float32": {"a number", into[float32]},
}

func into[T any](text []byte) error {
	var v *T
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	// KEDA panics on null, and reports the panic as an error.
	if v == nil {
		return strconv.ErrSyntax
	}
	return nil
}

// numberProblem accepts all types that are not numbers.
func numberProblem(typ, text string) string {
	number, ok := numbers[strings.TrimPrefix(typ, "*")]
	if !ok || number.read([]byte(text)) == nil {
		return ""
	}
	return "is not " + number.noun
}
