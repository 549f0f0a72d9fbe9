package render

import (
	"maps"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/kio/kioutil"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// pipelineRun is the state of a kpt package whose subpackages have pipelines of their own, while
// these run one after the other.
type pipelineRun struct {
	o         Options
	pipelines []pipeline
	items     []*yaml.RNode
	// home is the folder of the pipeline that created an item.
	home   map[*yaml.RNode]string
	edited map[*yaml.RNode]krm.Edit
	// findings are the findings of each pipeline's run.
	findings []finding.List
}

// runPipelines runs the pipelines of a package. A pipeline that rejects its objects leaves them
// unchanged, so that all errors are found at once.
func (o Options) runPipelines(l loaded) *pipelineRun {
	r := &pipelineRun{o: o, pipelines: l.pipelines, items: l.Items, home: map[*yaml.RNode]string{}, edited: map[*yaml.RNode]krm.Edit{}}
	for _, p := range r.pipelines {
		r.run(p)
	}
	return r
}

func (r *pipelineRun) run(p pipeline) {
	given := r.seenBy(p, r.items)
	out := r.o.Function.Run(r.o.inPipeline(given, p))
	r.findings = append(r.findings, inConfig(out.Findings, p))
	if out.Findings.HasErrors() {
		return
	}
	known, kept := map[*yaml.RNode]bool{}, map[*yaml.RNode]bool{}
	for _, item := range given {
		known[item] = true
	}
	for _, item := range out.Items {
		kept[item] = true
	}
	r.items = slices.DeleteFunc(slices.Clone(r.items), func(item *yaml.RNode) bool { return known[item] && !kept[item] })
	for _, item := range out.Items {
		if !known[item] {
			r.home[item] = p.Dir
			noFile(item) // it has not been written yet
			r.items = append(r.items, item)
		}
	}
	maps.Copy(r.edited, out.Edited)
}

// noFile removes the file annotations of a created item.
func noFile(item *yaml.RNode) {
	for _, name := range []string{kioutil.PathAnnotation, kioutil.IndexAnnotation} {
		if item.GetAnnotations(name)[name] != "" {
			_ = item.PipeE(yaml.ClearAnnotation(name)) // fails only if annotations are not an object, in which case there are none
		}
	}
}

// seenBy returns the items that a pipeline receives.
func (r *pipelineRun) seenBy(p pipeline, items []*yaml.RNode) []*yaml.RNode {
	var seen []*yaml.RNode
	for _, item := range items {
		if r.isSeen(p, item) {
			seen = append(seen, item)
		}
	}
	return seen
}

func (r *pipelineRun) isSeen(p pipeline, item *yaml.RNode) bool {
	if dir, created := r.home[item]; created {
		return dir == p.Dir || p.Sees(dir)
	}
	return p.Sees(source.FileOf(item))
}

// outermost returns the pipelines after which no other runs, the last one first.
func (r *pipelineRun) outermost() []pipeline {
	var all []pipeline
	for _, p := range slices.Backward(r.pipelines) {
		if !slices.ContainsFunc(all, func(o pipeline) bool { return o.Sees(p.Dir) }) {
			all = append(all, p)
		}
	}
	return all
}

// rejected reports whether a pipeline has rejected its objects.
func (r *pipelineRun) rejected() bool {
	return slices.ContainsFunc(r.findings, func(l finding.List) bool { return l.HasErrors() })
}

// object identifies an item in findings.
type object struct {
	resource finding.Resource
	file     string
}

func objectOf(item *yaml.RNode) object {
	return object{inventory.Describe(0, item), source.FileOf(item)}
}

// answering returns the outermost pipeline that sees each of the items.
func (r *pipelineRun) answering() map[object]string {
	answers := map[object]string{}
	for _, p := range r.outermost() {
		for _, item := range r.seenBy(p, r.items) {
			answers[objectOf(item)] = p.Dir
		}
	}
	return answers
}

// lint returns the findings about the objects as a cluster receives them. Each pipeline contributes
// those about objects that it sees, and the first one also those about objects that none sees.
func (r *pipelineRun) lint(lint func(krm.Input) finding.List) []finding.List {
	answers := r.answering()
	var all []finding.List
	for i, p := range r.outermost() {
		in := r.o.inPipeline(r.items, p)
		in.Built = true
		all = append(all, slices.DeleteFunc(inConfig(lint(in), p), func(f finding.Finding) bool {
			dir, seen := answers[object{f.Resource, f.File}]
			return seen && dir != p.Dir || !seen && i > 0 || f.Rule == check.RuleDiffers.ID || seen && f.Rule == check.RuleNotRendered.ID && r.rejected()
		}))
	}
	return all
}

// inPipeline returns the input of the function in a pipeline.
func (o Options) inPipeline(items []*yaml.RNode, p pipeline) krm.Input {
	in := o.with(items, p.config)
	in.Place = krm.KptPipeline
	return in
}

// inConfig adds the file to findings about a functionConfig.
func inConfig(findings finding.List, p pipeline) finding.List {
	findings = slices.Clone(findings)
	for i, f := range findings {
		if p.config != nil && f.Resource.Kind == "functionConfig" && f.File == "" {
			findings[i].File = source.FileOf(p.config)
		}
	}
	return findings
}

// applyPipelines renders a kpt package whose subpackages have pipelines of their own.
func (o Options) applyPipelines(l loaded, texts source.Originals) (Result, error) {
	r := o.runPipelines(l)
	findings := tidy(slices.Concat(r.findings...))
	if !findings.HasErrors() {
		if wrong := slices.Concat(r.lint(o.Function.Lint)...); wrong.HasErrors() {
			findings = tidy(append(findings, wrong...))
		}
	}
	if findings.HasErrors() {
		return Result{Findings: findings}, nil
	}
	return newResult(krm.Outcome{Items: r.items, Edited: r.edited, Findings: findings}, len(l.Items), texts)
}

// checkPipelines lints such a package. It reports the findings of running its pipelines; to see
// whether the package differs from what they would generate, it checks the files.
func (o Options) checkPipelines(l loaded) check.Result {
	copied := l
	copied.Items = copies(l.Items)
	r := o.runPipelines(copied)
	result := check.Result{Empty: len(l.Items) == 0}
	places := map[object]int{}
	for i, item := range slices.Concat(l.Items, r.items) {
		if _, known := places[objectOf(item)]; !known {
			places[objectOf(item)] = i
		}
	}
	groups := [][]numberedFinding{}
	for _, findings := range slices.Backward(r.findings) {
		groups = append(groups, numberFindingsByFile(findings, places))
	}
	var finals []check.Result
	lints := r.lint(func(in krm.Input) finding.List {
		final := o.Function.Check(in)
		finals = append(finals, final)
		// These pipelines are the last to run on what they leave, so what a further run would
		// reject is not reported.
		standing := o.Function.Lint(in)
		in.Items = copies(in.Items)
		rejected := o.Function.Run(in).Findings
		return slices.DeleteFunc(final.Findings, func(f finding.Finding) bool { return slices.Contains(rejected, f) && !slices.Contains(standing, f) })
	})
	for _, findings := range lints {
		groups = append(groups, numberFindingsByFile(findings, places))
	}
	for _, p := range r.outermost() {
		in := o.inPipeline(r.seenBy(p, l.Items), p)
		source := o.Function.Check(in)
		result.Hosts = append(result.Hosts, source.Hosts...)
		result.Changes = append(result.Changes, source.Changes...)
		in.Items = copies(in.Items)
		groups = append(groups, numberFindingsByFile(standing(inConfig(source.Findings, p), inConfig(o.Function.Run(in).Findings, p), l.Items), places))
	}
	answers := r.answering()
	result.Hosts = append(result.Hosts, slices.DeleteFunc(slices.Clone(finals[0].Hosts), func(p *plan.HostPlan) bool {
		_, seen := answers[object{p.Host.Workload.Resource(), p.Host.Workload.File()}]
		return seen
	})...)
	result.ScaledObjects, result.Ignores, result.Left = finals[0].ScaledObjects, finals[0].Ignores, result.Changes
	result.Incomplete = slices.ContainsFunc(finals, func(r check.Result) bool { return r.Incomplete })
	result.Findings = tidy(selectFindings(groups))
	return result
}

func copies(items []*yaml.RNode) []*yaml.RNode {
	all := make([]*yaml.RNode, len(items))
	for i, item := range items {
		all[i] = item.Copy()
	}
	return all
}

// standing returns the findings about generated objects as they are in the files: those of the lint
// that the run does not have.
func standing(lint, run finding.List, items []*yaml.RNode) finding.List {
	generated := map[object]bool{}
	for _, item := range items {
		generated[objectOf(item)] = item.GetLabels(managed.ManagedBy)[managed.ManagedBy] == managed.Manager
	}
	return slices.DeleteFunc(slices.Clone(lint), func(f finding.Finding) bool {
		return !generated[object{f.Resource, f.File}] || slices.Contains(run, f)
	})
}

// numberFindingsByFile numbers findings as numberFindings does, but also distinguishes objects by
// their files.
func numberFindingsByFile(findings finding.List, places map[object]int) []numberedFinding {
	all := make([]numberedFinding, len(findings))
	for i, f := range findings {
		n, known := places[object{f.Resource, f.File}]
		if !known {
			n = -1
		}
		all[i] = numberedFinding{f, n}
	}
	return all
}
