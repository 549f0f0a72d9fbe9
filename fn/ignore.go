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
	"modelhost.dev/scale-modelhosts/fn/rule"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// ignores are the findings that the authors of a package, and of its functionConfig, accept.
type ignores struct {
	cfg      config.Check
	in       krm.Input
	declared []check.Ignore
	byObject map[objectKey][]check.Ignore
	// files are the patterns of cfg.Ignore, by index.
	files map[int]gitignore.IgnoreMatcher
	// known are the files of objects that the items do not name.
	known map[finding.Resource]string
}

// acceptance is a rule whose findings about an object are accepted.
type acceptance struct {
	objectKey
	rule string
}

// readIgnores reads the annotations that accept findings, and reports those that are invalid or
// have expired.
func readIgnores(inv *inventory.Inventory, cfg config.Spec, in krm.Input) (ignores, finding.List) {
	ig := ignores{
		cfg: cfg.Check, in: in, byObject: map[objectKey][]check.Ignore{}, files: map[int]gitignore.IgnoreMatcher{},
		known: map[finding.Resource]string{},
	}
	for i, e := range cfg.Check.Ignore {
		if len(e.Files) > 0 {
			ig.files[i] = gitignore.NewGitIgnoreFromReader("/", strings.NewReader(strings.Join(e.Files, "\n")))
		}
	}
	if len(ig.files) > 0 {
		ig.findFiles(inv)
	}
	findings := ig.expiredSettings()
	name := cfg.AnnotationPrefix + "/" + annotation.Ignore
	copies, accepting := map[objectKey]int{}, map[acceptance]map[*inventory.Object]bool{}
	for _, o := range inv.All {
		key := objectKey{o.Resource(), o.File()}
		copies[key]++
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
				findings = append(findings, expired(e.Resource, e.File, e.Field, e.Rule, e.Until))
				continue
			}
			e.Unused = ig.unusedSeverity(e, cfg.Strict || in.Strict)
			ig.declared, ig.byObject[key] = append(ig.declared, e), append(ig.byObject[key], e)
			if accepting[acceptance{key, e.Rule}] == nil {
				accepting[acceptance{key, e.Rule}] = map[*inventory.Object]bool{}
			}
			accepting[acceptance{key, e.Rule}][o] = true
		}
	}
	// Nothing tells copies of an object apart, so each must have the entry.
	for key, entries := range ig.byObject {
		ig.byObject[key] = slices.DeleteFunc(entries, func(e check.Ignore) bool {
			return len(accepting[acceptance{key, e.Rule}]) < copies[key]
		})
	}
	return ig, findings
}

// findFiles collects the files of objects whose items do not name them.
func (ig ignores) findFiles(inv *inventory.Inventory) {
	if ig.in.File == nil {
		return
	}
	for _, o := range inv.All {
		if o.File() == "" {
			ig.known[o.Resource()] = ig.in.File(o.Node)
		}
	}
}

func expired(about finding.Resource, file, field, id, until string) finding.Finding {
	return finding.Finding{
		Rule: RuleIgnoreExpired.ID, Severity: RuleIgnoreExpired.Severity, Resource: about, File: file, Field: field,
		Message: fmt.Sprintf("the entry for %s expired on %s", id, until), Hint: "remove it, or set a later date",
	}
}

// expiredSettings reports the entries of spec.check.ignore whose last day has passed.
func (ig ignores) expiredSettings() finding.List {
	var findings finding.List
	for i, e := range ig.cfg.Ignore {
		if e.Until.IsPast(ig.in.Today) {
			findings = append(findings, expired(configResource(ig.in.FunctionConfig.YNode()), "", strictyaml.Index("spec.check.ignore", i),
				cmp.Or(e.Rule, "all rules"), string(e.Until)))
		}
	}
	return findings
}

// unusedSeverity returns the severity of the finding about an entry that accepts nothing.
func (ig ignores) unusedSeverity(e check.Ignore, strict bool) finding.Severity {
	rule := check.RuleIgnoreUnused
	found := ig.apply(finding.List{{Rule: rule.ID, Severity: rule.Severity, Resource: e.Resource, File: e.File}})
	if strict {
		found.Strict()
	}
	return found[0].Severity
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
		found := slices.DeleteFunc(slices.Concat(ruleProblems(strictyaml.Field(at, "rule"), e.Rule, "ignored"), e.Problems(at)),
			func(p problem.Problem) bool { // an unreadable field is not missing
				return slices.ContainsFunc(problems, func(other problem.Problem) bool { return other.Path == p.Path })
			})
		if len(found) == 0 {
			entries = append(entries, check.Ignore{Field: at, Rule: e.Rule, Reason: oneLine(e.Reason), Until: string(e.Until)})
		}
		problems = append(problems, found...)
	}
	return entries, problems
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// ruleProblems reports a rule that does not exist, or that cannot be adjusted in this way.
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
	case all[i].Severity == finding.Error && verb != "raised":
		return []problem.Problem{problem.New(field, fmt.Sprintf("%s is an error and cannot be %s", id, verb), "fix what it reports")}
	case id == RuleIgnoreExpired.ID && verb == "ignored":
		return []problem.Problem{problem.New(field, id+" cannot be ignored", "set a later date in the entry that expired")}
	}
	return nil
}

// checkRuleNames reports the rules that spec.check names and that do not exist or cannot be
// adjusted.
func checkRuleNames(cfg config.Spec) []problem.Problem {
	var problems []problem.Problem
	c := cfg.Check
	for _, id := range slices.Sorted(maps.Keys(c.Rules)) {
		verb := "lowered or turned off"
		if c.Rules[id] == string(finding.Error) {
			verb = "raised"
		}
		problems = append(problems, ruleProblems(strictyaml.Field("spec.check.rules", id), id, verb)...)
	}
	for i, e := range c.Ignore {
		if e.Rule != "" {
			problems = append(problems, ruleProblems(strictyaml.Index("spec.check.ignore", i)+".rule", e.Rule, "ignored")...)
		}
	}
	return problems
}

// apply sets the severities that spec.check asks for, and marks accepted findings. It leaves
// errors alone: the result would be rejected, or would not work.
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
		case severity == finding.Error && isPrediction(ig.in, f):
		case severity != "":
			findings[i].Severity = severity
		}
	}
	return findings
}

// isPrediction reports whether a later lint will show what the finding predicts.
func isPrediction(in krm.Input, f finding.Finding) bool {
	return in.Relinted && f.Rule == rule.SecretHash.ID
}

// reason returns why a finding is accepted, and reports whether it is.
func (ig ignores) reason(f finding.Finding) (string, bool) {
	if f.Rule == RuleIgnoreExpired.ID {
		return "", false
	}
	for _, e := range ig.byObject[objectKey{f.Resource, f.File}] {
		if e.Rule == f.Rule {
			return e.Reason, true
		}
	}
	for i, e := range ig.cfg.Ignore {
		isRule := cmp.Or(e.Rule, f.Rule) == f.Rule
		isKind := len(e.Kinds) == 0 || slices.Contains(e.Kinds, f.Resource.Kind)
		isFile := len(e.Files) == 0 || matchesFile(ig.files[i], cmp.Or(f.File, ig.known[f.Resource]))
		if isRule && isKind && isFile && !e.Until.IsPast(ig.in.Today) {
			return oneLine(e.Reason), true
		}
	}
	return "", false
}

// matchesFile reports whether patterns match a file, or a folder that it is in.
func matchesFile(patterns gitignore.IgnoreMatcher, file string) bool {
	isDir := false
	for at := file; at != "" && at != "." && at != "/"; at = path.Dir(at) {
		if patterns.Match("/"+at, isDir) {
			return true
		}
		isDir = true
	}
	return false
}
