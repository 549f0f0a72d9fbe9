package render

import (
	"slices"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// Check lints the package at path and changes nothing. A kustomization is built as Dir
// builds it, and the function runs in every layer that lists it. Model hosts are checked
// where the function sees them, and all objects as the cluster would receive them. An
// error means that the package cannot be read or built.
func Check(path string, o Options) (check.Result, error) {
	o, err := o.enter(path)
	if err != nil {
		return check.Result{}, err
	}
	kustomization, err := kustomize.IsKustomization(path, o.Root)
	if err != nil {
		return check.Result{}, err
	}
	if kustomization {
		return checkKustomization(path, o)
	}
	loaded, err := Load(path, o)
	if err != nil {
		return check.Result{}, err
	}
	if err := loaded.Err(); err != nil {
		return check.Result{}, err
	}
	result := loaded.Check()
	result.Findings = tidy(result.Findings)
	return result, nil
}

func checkKustomization(dir string, o Options) (check.Result, error) {
	s := newSession(dir, o, true)
	m, err := s.b.Run()
	rejected := s.findings().HasErrors()
	if err == nil {
		_, err = kustomize.AsYAML(m) // kustomize cannot write every object as YAML
	}
	if err != nil && !rejected {
		return check.Result{}, err
	}
	if err == nil {
		s.dropPredictions()
	}
	result := check.Result{Hosts: s.hosts(), Changes: s.changes()}
	groups := [][]numberedFinding{}
	for _, v := range slices.Backward(s.visits) {
		groups = append(groups, numberFindings(v.findings, v.places))
	}
	if err == nil {
		items, places, err := s.history.finals(m.Resources())
		if err != nil {
			return check.Result{}, err
		}
		result.Empty = len(items) == 0
		for i, v := range s.outermost() {
			in := v.in
			in.Items, in.Built = items, !v.rejected()
			final := o.Function.Check(in)
			if v.rejected() {
				final.Findings = append(final.Findings, s.unseen(in, places)...)
			}
			if i == 0 {
				result.ScaledObjects, result.Ignores = final.ScaledObjects, final.Ignores
			}
			if final.Incomplete || v.result.Incomplete {
				result.Incomplete = true
			}
			result.Left = append(result.Left, s.ownChanges(i, v, places, final.Changes)...)
			groups = append(groups, numberFindings(s.ownFindings(i, v, places, final.Findings), places))
		}
	}
	result.Findings = selectFindings(groups)
	if s.b.Configs == 0 {
		// kustomize build would not run the function.
		result.Left = result.Changes
		if len(result.Hosts) > 0 {
			result.Findings = append(result.Findings, FindingFunctionNotListed)
		}
	}
	result.Findings = tidy(result.Findings)
	return result, nil
}

// unseen returns the findings about model hosts that no visit saw, for a build in which a visit
// rejected the package and therefore generated nothing.
func (s *session) unseen(in krm.Input, places map[finding.Resource]int) finding.List {
	in.Built = true
	return slices.DeleteFunc(s.o.Function.Check(in).Findings, func(f finding.Finding) bool {
		n, known := places[f.Resource]
		return f.Rule != check.RuleNotRendered.ID || known && s.outermostVisit(n) != nil
	})
}

// numberedFinding is a finding with the number of its object, or -1.
type numberedFinding struct {
	finding.Finding
	number int
}

func numberFindings(findings finding.List, places map[finding.Resource]int) []numberedFinding {
	all := make([]numberedFinding, len(findings))
	for i, f := range findings {
		n, known := places[f.Resource]
		if !known {
			n = -1
		}
		all[i] = numberedFinding{f, n}
	}
	return all
}

// subject is what a finding is about. Numbers identify objects, whatever their names.
type subject struct {
	number      int
	resource    finding.Resource
	rule, field string
}

func (f numberedFinding) about() subject {
	if f.number < 0 {
		return subject{f.number, f.Resource, f.Rule, f.Field}
	}
	return subject{f.number, finding.Resource{}, f.Rule, f.Field}
}

// selectFindings returns the findings of several visits to one package. Of the findings of one rule
// about the same field of the same object, it keeps those of the first visit with an error, or else
// those of the first visit.
func selectFindings(groups [][]numberedFinding) finding.List {
	speaks, errs := map[subject]int{}, map[subject]bool{}
	for i, group := range groups {
		for _, f := range group {
			k, isError := f.about(), f.Severity == finding.Error
			if _, said := speaks[k]; !said || isError && !errs[k] {
				speaks[k], errs[k] = i, isError
			}
		}
	}
	var all finding.List
	for i, group := range groups {
		for _, f := range group {
			if speaks[f.about()] == i {
				all = append(all, f.Finding)
			}
		}
	}
	return all
}

// hosts returns the plans of all model hosts, each from the outermost visit that saw it.
func (s *session) hosts() []*plan.HostPlan {
	var plans []*plan.HostPlan
	seen := map[int]bool{}
	for _, v := range slices.Backward(s.visits) {
		for _, p := range v.result.Hosts {
			if n := v.numberOf(p.Workload); !seen[n] {
				seen[n] = true
				plans = append(plans, p)
			}
		}
	}
	return plans
}

func (v *visit) numberOf(o *inventory.Object) int {
	if n, known := v.nodes[o.Node]; known {
		return n
	}
	return v.places[o.Resource()]
}

// changes returns the changes that all visits make to the package, with the final names of the
// objects.
func (s *session) changes() []krm.Change {
	var all []krm.Change
	type key struct {
		number int
		field  string
	}
	at := map[key]int{}
	for _, v := range s.visits {
		for _, c := range v.result.Changes {
			n, known := v.places[c.Resource]
			if !known {
				all = append(all, c)
				continue
			}
			if c.Verb != krm.Removed {
				c.Resource = s.history.objects[n].latest
			}
			k := key{n, c.Field}
			i, again := at[k]
			switch {
			case !again:
				at[k] = len(all)
				all = append(all, c)
			case c.Verb == krm.Removed:
				all[i] = c
			}
		}
	}
	return all
}

// ownChanges returns the changes to objects that the i-th of the outermost visits is responsible
// for, as ownFindings does.
func (s *session) ownChanges(i int, v *visit, places map[finding.Resource]int, changes []krm.Change) []krm.Change {
	return slices.DeleteFunc(changes, func(c krm.Change) bool {
		n, known := places[c.Resource]
		return known && s.outermostVisit(n) != v && (i > 0 || s.outermostVisit(n) != nil) || !known && i > 0
	})
}
