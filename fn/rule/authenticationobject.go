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

// eachSourceProblem calls do for each problem of the authentications under check.
func (p *pass) eachSourceProblem(do func(o *inventory.Object, issue problem.Problem)) {
	for _, o := range p.referencedAuthentications() {
		for _, issue := range p.sources[o] {
			do(o, issue)
		}
	}
}

// sourcesOf returns the problems of each authentication in the package.
func sourcesOf(inv *inventory.Inventory) map[*inventory.Object][]problem.Problem {
	problems := map[*inventory.Object][]problem.Problem{}
	for _, o := range inv.Authentications.Objects {
		problems[o] = sourceProblems(o)
	}
	return problems
}

// sourceProblems returns the problems for which KEDA's CRD or webhook rejects an authentication.
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
		// The value of a placeholder is not known yet.
		if !slices.ContainsFunc(report.Placeholders, func(path string) bool { return strings.HasPrefix(path, p.Path) || strings.HasPrefix(p.Path, path) }) {
			problems = append(problems, p)
		}
	}
	return problems
}

// referencedAuthentications returns the package's authentications that triggers refer to, each once. If the
// object under check is an authentication, it returns that alone.
func (p *pass) referencedAuthentications() []*inventory.Object {
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

// authentication returns the package's object for a reference, or nil if there is none or the
// functionConfig defines it. The functionConfig owns those generated earlier, unless a
// hand-written ScaledObject refers to them.
func (p *pass) authentication(ref keda.AuthenticationRef) *inventory.Object {
	if p.entry(ref) != "" {
		return nil
	}
	if found := p.authentications(ref); len(found) == 1 {
		return found[0]
	}
	return nil
}

// authentications returns the package's objects that a reference may mean. There are several
// if the package has copies that no file distinguishes. A former name that kustomize left
// behind still counts.
func (p *pass) authentications(ref keda.AuthenticationRef) []*inventory.Object {
	kind := cmp.Or(ref.Kind, keda.KindTriggerAuthentication)
	type question struct {
		kind, name, namespace string
		written               bool
	}
	asked := question{kind, ref.Name, p.Object.Namespace, p.isHandWritten()}
	return p.inv.Authentications.Cached(asked, func() []*inventory.Object { return p.authenticationsOf(kind, ref.Name) }).ClosestByPath(p.Object)
}

// authenticationsOf finds authentications by their present name, or else by a former one.
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
