package render

import (
	"slices"

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/rule"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// session is a build of a kustomization that runs the function in each layer that lists it.
type session struct {
	o       Options
	b       kustomize.Build
	history *history
	// checking continues the build if the function rejects the package, so that all errors are
	// found at once.
	checking bool
	visits   []*visit
	// outermostVisits map the number of each object to the outermost visit that saw it.
	outermostVisits map[int]*visit
}

// visit is one call of the function in a build.
type visit struct {
	in       krm.Input
	findings finding.List
	// places map the names of objects, both before and after the call, to their numbers.
	places map[finding.Resource]int
	// result is the result of checking the package before the call.
	result check.Result
	nodes  map[*yaml.RNode]int
}

func (v *visit) rejected() bool { return v.findings.HasErrors() }

func newSession(dir string, o Options, checking bool) *session {
	s := &session{o: o, history: newHistory(), checking: checking}
	s.b = kustomize.Build{Dir: dir, Root: o.Root, Origins: checking, Visit: s.visit}
	s.b.Restart = func() {
		s.history, s.visits, s.outermostVisits, s.b.ConfigErr = newHistory(), nil, nil, nil
	}
	return s
}

// visit runs the function at each functionConfig, and at the end.
func (s *session) visit(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error) {
	last := config == nil
	switch {
	case last && s.b.Configs > 0:
		s.history.close(items)
		return items, nil
	case last:
		config = s.o.Config
	case s.o.Config != nil:
		return nil, errTwoConfigs(source.DescribeObjects([]*yaml.RNode{config}))
	}
	if err := kustomize.NormalizeItems(items); err != nil {
		return nil, err
	}
	out, err := s.apply(config, items)
	if err == nil && last {
		s.history.close(out)
	}
	return out, err
}

// apply runs the function.
func (s *session) apply(config *yaml.RNode, items []*yaml.RNode) ([]*yaml.RNode, error) {
	v := &visit{in: krm.Input{FunctionConfig: config, Namespace: s.o.Namespace, Strict: s.o.Strict, Today: s.o.Today, Relinted: true}}
	if s.checking { // only then does kustomize track files
		v.in.File = kustomize.FileOf
	}
	if s.b.Outermost {
		v.in.Place = krm.OutermostLayer
	}
	s.visits = append(s.visits, v)
	home := s.o.Function.Namespace(v.in)
	v.places = s.history.note(items, home)
	if s.checking {
		if err := s.check(v, items); err != nil {
			return nil, err
		}
	}
	in := v.in
	in.Items = items
	out := s.o.Function.Run(in)
	v.findings = s.withFiles(v, out.Findings)
	switch {
	case out.Findings.HasErrors() && s.checking:
		return items, nil
	case out.Findings.HasErrors():
		return nil, errRejected
	case !forCluster(out.Items) && forCluster(items):
		return nil, ErrNothingLeft
	}
	if err := kustomize.CheckUnique(items, out.Items); err != nil {
		return nil, err
	}
	for resource, n := range s.history.note(out.Items, home) {
		v.places[resource] = n
	}
	return out.Items, nil
}

// check lints copies of the package as the function receives it.
func (s *session) check(v *visit, items []*yaml.RNode) error {
	in := v.in
	v.nodes = make(map[*yaml.RNode]int, len(items))
	for _, item := range items {
		copied := item.Copy()
		if err := kustomize.SetFileFromOrigin(copied); err != nil {
			return err
		}
		in.Items = append(in.Items, copied)
		v.nodes[copied] = s.history.number(item)
	}
	v.result = s.o.Function.Check(in)
	return nil
}

// withFiles adds the files that findings are about, if the build knows them.
func (s *session) withFiles(v *visit, findings finding.List) finding.List {
	findings = slices.Clone(findings)
	for i, f := range findings {
		if n, known := v.places[f.Resource]; known && f.File == "" {
			findings[i].File = s.history.objects[n].file
		}
	}
	return findings
}

// findings returns the findings of all visits.
func (s *session) findings() finding.List {
	var all finding.List
	for _, v := range s.visits {
		all = append(all, v.findings...)
	}
	return all
}

// dropPredictions drops what the runs predicted about names: the build has ended and the final
// objects are linted, which shows whether a reference followed its name.
func (s *session) dropPredictions() {
	for _, v := range s.visits {
		v.findings = slices.DeleteFunc(v.findings, func(f finding.Finding) bool { return f.Rule == rule.SecretHash.ID })
	}
}

// outermost returns the visits whose objects no later visit saw.
func (s *session) outermost() []*visit {
	seen := map[int]bool{}
	var result []*visit
	for _, v := range slices.Backward(s.visits) {
		covered := false
		for _, n := range v.places {
			covered = covered || seen[n]
			seen[n] = true
		}
		if !covered || len(result) == 0 {
			result = append(result, v)
		}
	}
	return result
}

// lintFinal returns the errors in the objects at the end of a build.
func (s *session) lintFinal(m resmap.ResMap) (finding.List, error) {
	items, places, err := s.history.finals(m.Resources())
	if err != nil {
		return nil, err
	}
	var all finding.List
	for i, v := range s.outermost() {
		in := v.in
		in.Items = items
		all = append(all, s.ownFindings(i, v, places, s.o.Function.Lint(in))...)
	}
	return all, nil
}

// ownFindings returns the findings about objects that the i-th of the outermost visits is
// responsible for: those that it saw, and for the first visit also those that no visit saw.
func (s *session) ownFindings(i int, v *visit, places map[finding.Resource]int, findings finding.List) finding.List {
	return slices.DeleteFunc(findings, func(f finding.Finding) bool {
		n, known := places[f.Resource]
		return known && s.outermostVisit(n) != v && (i > 0 || s.outermostVisit(n) != nil) || !known && i > 0
	})
}

// outermostVisit returns the outermost visit that saw an object, nil if none did.
func (s *session) outermostVisit(n int) *visit {
	if s.outermostVisits == nil {
		s.outermostVisits = map[int]*visit{}
		for _, v := range s.visits {
			for _, seen := range v.places {
				s.outermostVisits[seen] = v
			}
		}
	}
	return s.outermostVisits[n]
}
