package fn

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

// driftFindings reports how the package's generated objects differ from what would be generated. It
// is an error if they still contain a name that a layer outside the function has changed, because
// they do not scale their workload.
func driftFindings(drifts []reconcile.Drift, inv *inventory.Inventory, in krm.Input) finding.List {
	var findings finding.List
	for _, d := range drifts {
		if d.For == nil {
			continue
		}
		file := cmp.Or(d.Object.File(), d.For.File())
		known := namesAround(d, inv)
		var fields []string
		for _, field := range d.Fields {
			former, now, isStale := stale(field, known)
			if !isStale || strings.HasPrefix(field.Path, "metadata.labels") { // KEDA does not read generated labels
				fields = append(fields, field.Path)
				continue
			}
			id, hint := staleRule(field.Path, rule.RunLastFix(in.Place))
			if id == rule.SecretRenamed.ID && rule.IsHashed(former, now) {
				hint = rule.HashFix
			}
			findings = append(findings, finding.Finding{
				Rule: id, Severity: finding.Error, Resource: d.Object.Resource(), File: file, Field: field.Path,
				Message: staleMessage(d.For, former, now), Hint: hint,
			})
		}
		if len(fields) == 0 {
			continue
		}
		hint := "render the package again; --rendered makes this an error"
		if in.FunctionConfig == nil {
			hint = "pass the functionConfig that it was generated with to --config; --rendered makes this an error"
		}
		findings = append(findings, finding.Finding{
			Rule: check.RuleDiffers.ID, Severity: check.RuleDiffers.Severity, Resource: d.Object.Resource(), File: file,
			Message: "differs from what would be generated: " + shortList(fields), Hint: hint,
		})
	}
	return findings
}

// staleMessage names the former name and the current one.
func staleMessage(w *inventory.Object, former, now string) string {
	if w.WasRenamed() || slices.Contains(w.FormerNamespaces(), former) {
		return fmt.Sprintf("a layer outside the function changed %q to %q, but not this field", former, now)
	}
	return fmt.Sprintf("has %q, but for %s it must be %q", former, w.Resource(), now)
}

// staleRule returns the rule about a field with an outdated name, and the fix: to run the
// function last, or where kustomize can follow the name, that as well.
func staleRule(path, runLast string) (id, hint string) {
	both := runLast + ", or " + rule.Follow
	switch {
	case path == "spec.scaleTargetRef.name":
		return rule.TargetRenamed.ID, both
	case strings.HasSuffix(path, ".authenticationRef.name"):
		return rule.AuthenticationRenamed.ID, both
	case strings.HasPrefix(path, "spec.secretTargetRef"):
		return rule.SecretRenamed.ID, both
	}
	return rule.NameStale.ID, runLast
}

// mostFields is the maximum number of fields that a message lists.
const mostFields = 5

func shortList(fields []string) string {
	if len(fields) > mostFields {
		return fmt.Sprintf("%s and %d more fields", strings.Join(fields[:mostFields], ", "), len(fields)-mostFields)
	}
	return strings.Join(fields, ", ")
}

// namesAround returns a function that reports whether a generated object may use a name from its
// package: the name of its workload, or of anything in the namespace.
func namesAround(d reconcile.Drift, inv *inventory.Inventory) func(string) bool {
	return func(name string) bool {
		if name == d.For.Name || name == d.For.EffectiveNamespace() {
			return true
		}
		for _, shelf := range []*inventory.Index{&inv.Services, &inv.Authentications, &inv.Secrets, &inv.Routes, &inv.ScaledObjects, &inv.ExternalSecrets} {
			for _, o := range shelf.ByName(name) {
				if o.Name == name {
					return true
				}
			}
		}
		return len(name) >= leastOfName && strings.HasPrefix(d.For.Name, name) // regular expressions for pods shorten long names
	}
}

// leastOfName is the length from which on a prefix identifies a name.
const leastOfName = 20

// stale reports whether a field differs from its wanted value only by names. It returns the first
// former name and its replacement.
func stale(field reconcile.Difference, known func(string) bool) (former, now string, ok bool) {
	was, wanted := words(field.Was), words(field.Wanted)
	if len(was) != len(wanted) {
		return "", "", false
	}
	for i := range was {
		switch {
		case was[i] == wanted[i]:
		case isName(was[i]) != isName(wanted[i]), !known(strings.Trim(wanted[i], "-")):
			return "", "", false
		case former == "":
			former, now = strings.Trim(was[i], "-"), strings.Trim(wanted[i], "-")
		}
	}
	return former, now, former != ""
}

// words splits a text into words that may be names, and what is between them.
func words(text string) []string {
	var all []string
	start := 0
	for i := range text {
		if i > 0 && isNameByte(text[i]) != isNameByte(text[i-1]) {
			all = append(all, text[start:i])
			start = i
		}
	}
	return append(all, text[start:])
}

func isName(word string) bool { return word != "" && isNameByte(word[0]) }

func isNameByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_'
}
