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

func (p *pass) eachSourceProblem(do func(o *inventory.Object, issue problem.Problem)) {
	for _, o := range p.referred() {
		for _, issue := range p.sources[o] {
			do(o, issue)
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
func (p *pass) referred() []*inventory.Object {
	if _, authentication := p.sources[p.Object]; authentication {
		return []*inventory.Object{p.Object}
	}
	var all []*inventory.Object
	for _, t := range p.Spec.Triggers {
		if t.AuthenticationRef == nil {
			continue
		}
		if o := p.authentication(*t.AuthenticationRef); o != nil && !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	return all
}

// authentication is the package's object that a reference means; nil where there is
// none, or where the functionConfig has it. Ours of an earlier run are its to keep,
// unless a written ScaledObject refers to them.
func (p *pass) authentication(ref keda.AuthenticationRef) *inventory.Object {
	if p.entry(ref) != "" {
		return nil
	}
	if found := p.authentications(ref); len(found) == 1 {
		return found[0]
	}
	return nil
}

// authentications are the package's objects that a reference may mean: more than one
// where the package has copies, and no file tells them apart. A reference that kustomize
// has left behind means what it meant.
func (p *pass) authentications(ref keda.AuthenticationRef) []*inventory.Object {
	kind := cmp.Or(ref.Kind, keda.KindTriggerAuthentication)
	type question struct {
		kind, name, namespace string
		written               bool
	}
	asked := question{kind, ref.Name, p.Object.Namespace, p.isHandWritten()}
	return p.inv.Authentications.Cached(asked, func() []*inventory.Object { return p.authenticationsOf(kind, ref.Name) }).ClosestByPath(p.Object)
}

func (p *pass) authenticationsOf(kind, name string) []*inventory.Object {
	var found, renamed []*inventory.Object
	for _, o := range p.inv.Authentications.ByName(name) {
		switch {
		case o.Kind != kind || managed.Is(o) && !p.isHandWritten() || !managed.SharesScope(o, p.Object.Namespace):
		case o.Name == name:
			found = append(found, o)
		case p.isHandWritten():
			renamed = append(renamed, o)
		}
	}
	if len(found) == 0 {
		found = renamed
	}
	return found
}
