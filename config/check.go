package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Check adjusts the lint of a package.
type Check struct {
	// Rules sets the severity of a rule's findings: off, info, warning or error. Findings that are
	// already errors cannot be changed.
	Rules map[string]string `json:"rules,omitempty"`
	// Ignore lists findings that are accepted.
	Ignore []CheckIgnore `json:"ignore,omitempty"`
}

// RuleOff turns a rule off.
const RuleOff = "off"

// RuleSeverities returns the values of Check.Rules.
func RuleSeverities() []string { return []string{RuleOff, "info", "warning", "error"} }

// Ignore accepts the findings of a rule about one object.
type Ignore struct {
	// Rule is the ID of the rule.
	Rule string `json:"rule,omitempty"`
	// Reason explains why the finding is accepted.
	Reason string `json:"reason"`
	// Until is the last day on which the finding is accepted, such as 2027-03-31. Default: no end.
	Until Date `json:"until,omitempty"`
}

// CheckIgnore accepts findings about files or kinds of objects. At least one of rule, files and
// kinds must be set.
type CheckIgnore struct {
	Ignore
	// Files are patterns as in .gitignore, relative to the package. In a kustomization, only check and
	// explain know the files. Default: all files.
	Files []string `json:"files,omitempty"`
	// Kinds are kinds of objects. Default: all kinds.
	Kinds []string `json:"kinds,omitempty"`
}

// Date is a day in the form 2006-01-02, or empty.
type Date string

// UnmarshalNode decodes a date.
func (d *Date) UnmarshalNode(n *yaml.Node) error {
	text, err := scalarText(n)
	if err == nil {
		if _, failed := time.Parse(time.DateOnly, text); failed != nil {
			return fmt.Errorf("%q is not a date; use the form 2027-03-31", text)
		}
		*d = Date(text)
	}
	return err
}

// IsPast reports whether the date is before today; an empty one never is, and without today none is.
func (d Date) IsPast(today string) bool { return d != "" && string(d) < today }

// Problems returns what is wrong with an entry at a path.
func (i Ignore) Problems(path string) []problem.Problem {
	if strings.TrimSpace(i.Reason) == "" {
		return []problem.Problem{problem.New(strictyaml.Field(path, "reason"), "is missing", "say why the finding is accepted")}
	}
	return nil
}

func (c *check) lint(s Check) {
	for _, id := range slices.Sorted(maps.Keys(s.Rules)) {
		c.oneOf(strictyaml.Field("spec.check.rules", id), s.Rules[id], RuleSeverities())
	}
	for i, entry := range s.Ignore {
		path := strictyaml.Index("spec.check.ignore", i)
		if entry.Rule == "" && len(entry.Files)+len(entry.Kinds) == 0 {
			c.add(path, "would accept every finding", "set at least one of rule, files and kinds")
		}
		c.problems = append(c.problems, entry.Problems(path)...)
	}
}
