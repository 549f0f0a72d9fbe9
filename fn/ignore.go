package fn

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	gitignore "github.com/monochromegane/go-gitignore"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/annotation"
	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// ignores are the findings that the authors of a package, and of its functionConfig, accept.
type ignores struct {
	cfg      config.Check
	today    string
	declared []check.Ignore
	byObject map[objectKey][]check.Ignore
	// files are the patterns of cfg.Ignore, by index.
	files map[int]gitignore.IgnoreMatcher
}

// readIgnores reads the annotations that accept findings, and reports those that are invalid or
// have expired.
func readIgnores(inv *inventory.Inventory, cfg config.Spec, in krm.Input) (ignores, finding.List) {
	ig := ignores{cfg: cfg.Check, today: in.Today, byObject: map[objectKey][]check.Ignore{}, files: map[int]gitignore.IgnoreMatcher{}}
	var findings finding.List
	name := cfg.AnnotationPrefix + "/" + annotation.Ignore
	for _, o := range inv.All {
		text, found := o.Annotations[name]
		if !found {
			continue
		}
		entries, problems := parseIgnores(text, strictyaml.Field("metadata.annotations", name))
		for _, p := range problems {
			f := finding.FromProblem(RuleIgnoreInvalid, o.Resource(), p)
			f.File = o.File()
			findings = append(findings, f)
		}
		for _, e := range entries {
			e.Resource, e.File = o.Resource(), o.File()
			if config.Date(e.Until).IsPast(in.Today) {
				findings = append(findings, finding.Finding{
					Rule: RuleIgnoreExpired.ID, Severity: RuleIgnoreExpired.Severity, Resource: e.Resource, File: e.File, Field: e.Field,
					Message: fmt.Sprintf("ignored %s until %s", e.Rule, e.Until), Hint: "fix the finding, or set a later date",
				})
				continue
			}
			e.Unused = severityOf(cfg.Check, check.RuleIgnoreUnused)
			key := objectKey{e.Resource, e.File}
			ig.declared, ig.byObject[key] = append(ig.declared, e), append(ig.byObject[key], e)
		}
	}
	for i, e := range cfg.Check.Ignore {
		if len(e.Files) > 0 {
			ig.files[i] = gitignore.NewGitIgnoreFromReader("", strings.NewReader(strings.Join(e.Files, "\n")))
		}
	}
	return ig, findings
}

// severityOf returns the severity of a rule as spec.check sets it.
func severityOf(c config.Check, r finding.Rule) finding.Severity {
	switch severity := c.Rules[r.ID]; severity {
	case "":
		return r.Severity
	case config.RuleOff:
		return finding.Ignored
	default:
		return finding.Severity(severity)
	}
}

// parseIgnores parses the annotation at a path.
func parseIgnores(text, within string) (entries []check.Ignore, problems []problem.Problem) {
	node, problems := strictyaml.Parse(text, within)
	if len(problems) > 0 {
		return nil, problems
	}
	var list []config.Ignore
	problems = strictyaml.Decode(node, within, &list)
	for i, e := range list {
		at := strictyaml.Index(within, i)
		found := slices.Concat(ruleProblems(strictyaml.Field(at, "rule"), e.Rule, "ignored"), e.Problems(at))
		if len(found) == 0 {
			entries = append(entries, check.Ignore{Field: at, Rule: e.Rule, Reason: e.Reason, Until: string(e.Until)})
		}
		problems = append(problems, found...)
	}
	return entries, problems
}

// ruleProblems reports a rule that does not exist, or whose findings are errors and therefore
// cannot be ignored or turned off.
func ruleProblems(field, id, verb string) []problem.Problem {
	all := Rules()
	i := slices.IndexFunc(all, func(r finding.Rule) bool { return r.ID == id })
	switch {
	case id == "":
		return []problem.Problem{problem.New(field, "is missing", "name a rule")}
	case i < 0:
		var ids []string
		for _, r := range all {
			ids = append(ids, r.ID)
		}
		hint := "`scale-modelhosts rules` lists them"
		if near, ok := suggest.Closest(id, ids); ok {
			hint = "did you mean " + near + "?"
		}
		return []problem.Problem{problem.New(field, fmt.Sprintf("there is no rule %q", id), hint)}
	case all[i].Severity == finding.Error:
		return []problem.Problem{problem.New(field, fmt.Sprintf("%s is an error and cannot be %s", id, verb), "fix what it reports")}
	}
	return nil
}

// checkRuleNames reports the rules that spec.check names and that do not exist or cannot be
// adjusted.
func checkRuleNames(c config.Check) []problem.Problem {
	var problems []problem.Problem
	for _, id := range slices.Sorted(maps.Keys(c.Rules)) {
		if c.Rules[id] != string(finding.Error) {
			problems = append(problems, ruleProblems(strictyaml.Field("spec.check.rules", id), id, "lowered")...)
		}
	}
	for i, e := range c.Ignore {
		if e.Rule != "" {
			problems = append(problems, ruleProblems(strictyaml.Index("spec.check.ignore", i)+".rule", e.Rule, "ignored")...)
		}
	}
	return problems
}

// apply sets the severities that spec.check asks for, and marks accepted findings. It leaves
// errors alone: they are certain to be rejected or to fail.
func (ig ignores) apply(findings finding.List) finding.List {
	findings = slices.Clone(findings)
	for i, f := range findings {
		if f.Severity == finding.Error {
			continue
		}
		severity := finding.Severity(ig.cfg.Rules[f.Rule])
		reason, isIgnored := ig.reason(f)
		switch {
		case isIgnored:
			findings[i].Severity, findings[i].Reason = finding.Ignored, reason
		case severity == config.RuleOff:
			findings[i].Severity, findings[i].Reason = finding.Ignored, "off in spec.check.rules"
		case severity != "":
			findings[i].Severity = severity
		}
	}
	return findings
}

// reason returns why a finding is accepted, and reports whether it is.
func (ig ignores) reason(f finding.Finding) (string, bool) {
	for _, e := range ig.byObject[objectKey{f.Resource, f.File}] {
		if e.Rule == f.Rule {
			return e.Reason, true
		}
	}
	for i, e := range ig.cfg.Ignore {
		isRule := cmp.Or(e.Rule, f.Rule) == f.Rule
		isKind := len(e.Kinds) == 0 || slices.Contains(e.Kinds, f.Resource.Kind)
		isFile := len(e.Files) == 0 || matchesFile(ig.files[i], f.File)
		if isRule && isKind && isFile && !e.Until.IsPast(ig.today) {
			return e.Reason, true
		}
	}
	return "", false
}

// matchesFile reports whether patterns match a file, or a folder that it is in.
func matchesFile(patterns gitignore.IgnoreMatcher, file string) bool {
	isDir := false
	for at := file; at != "" && at != "." && at != "/"; at = path.Dir(at) {
		if patterns.Match(at, isDir) {
			return true
		}
		isDir = true
	}
	return false
}
