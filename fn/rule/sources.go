package rule

import (
	"cmp"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/crd"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// authenticationField judges the package's own authentications that triggers refer to.
func authenticationField(s *pass) {
	s.eachSourceProblem(func(o *inventory.Object, p problem.Problem) {
		if !p.Unknown {
			s.reportOn(o, p.Path, p.Message, p.Hint)
		}
	})
}

func authenticationPruned(s *pass) {
	s.eachSourceProblem(func(o *inventory.Object, p problem.Problem) {
		if p.Unknown {
			s.reportOn(o, p.Path, p.Message, p.Hint)
		}
	})
}

func (s *pass) eachSourceProblem(do func(o *inventory.Object, p problem.Problem)) {
	for _, o := range s.referred() {
		for _, p := range s.sources[o] {
			do(o, p)
		}
	}
}

// sourcesOf are the problems of all the package's authentications.
func sourcesOf(inv *inventory.Inventory) map[*inventory.Object][]problem.Problem {
	problems := map[*inventory.Object][]problem.Problem{}
	for _, o := range inv.Authentications.Objects {
		problems[o] = sourceProblems(o)
	}
	return problems
}

// sourceProblems are those that KEDA's CRD and webhook have with an authentication.
func sourceProblems(o *inventory.Object) []problem.Problem {
	report := crd.Check(o.Group(), o.Kind, o.Node.YNode())
	var problems []problem.Problem
	for _, p := range report.Problems {
		problems = append(problems, p.Problem)
	}
	var spec keda.TriggerAuthenticationSpec
	unread := strictyaml.Decode(o.Field("spec"), "spec", &spec)
	if slices.ContainsFunc(slices.Concat(problems, unread), func(p problem.Problem) bool { return !p.Unknown }) {
		return problems
	}
	for _, p := range config.Sources(o.Kind, "spec", spec) {
		// What depends on a placeholder is not known.
		if !slices.ContainsFunc(report.Placeholders, func(path string) bool { return strings.HasPrefix(path, p.Path) || strings.HasPrefix(p.Path, path) }) {
			problems = append(problems, p)
		}
	}
	return problems
}

// referred are the package's own authentications that triggers refer to, each once. One
// that is judged by itself is all there is.
func (s *pass) referred() []*inventory.Object {
	if _, authentication := s.sources[s.Object]; authentication {
		return []*inventory.Object{s.Object}
	}
	var all []*inventory.Object
	for _, t := range s.Spec.Triggers {
		if t.AuthenticationRef == nil {
			continue
		}
		if o := s.authentication(*t.AuthenticationRef); o != nil && !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	return all
}

// authentication is the package's object that a reference means; nil where there is
// none, or where the functionConfig has it. Ours of an earlier run are its to keep,
// unless a written ScaledObject refers to them.
func (s *pass) authentication(ref keda.AuthenticationRef) *inventory.Object {
	if s.entry(ref) != "" {
		return nil
	}
	if found := s.authentications(ref); len(found) == 1 {
		return found[0]
	}
	return nil
}

// authentications are the package's objects that a reference may mean: more than one
// where the package has copies, and no file tells them apart. A reference that kustomize
// has left behind means what it meant.
func (s *pass) authentications(ref keda.AuthenticationRef) []*inventory.Object {
	kind := cmp.Or(ref.Kind, keda.KindTriggerAuthentication)
	type question struct {
		kind, name, namespace string
		written               bool
	}
	asked := question{kind, ref.Name, s.Object.Namespace, s.isHandWritten()}
	return s.inv.Authentications.Cached(asked, func() []*inventory.Object { return s.authenticationsOf(kind, ref.Name) }).ClosestByPath(s.Object)
}

func (s *pass) authenticationsOf(kind, name string) []*inventory.Object {
	var found, renamed []*inventory.Object
	for _, o := range s.inv.Authentications.ByName(name) {
		switch {
		case o.Kind != kind || managed.Is(o) && !s.isHandWritten() || !managed.SharesScope(o, s.Object.Namespace):
		case o.Name == name:
			found = append(found, o)
		case s.isHandWritten():
			renamed = append(renamed, o)
		}
	}
	if len(found) == 0 {
		found = renamed
	}
	return found
}
