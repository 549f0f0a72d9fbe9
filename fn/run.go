// Package fn is the function itself: items and a functionConfig in, items and
// findings out. Nothing else of the world is read.
package fn

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/generate"
	"modelhost.dev/scale-modelhosts/fn/host"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/reconcile"
	"modelhost.dev/scale-modelhosts/fn/rival"
	"modelhost.dev/scale-modelhosts/fn/rule"
	"modelhost.dev/scale-modelhosts/fn/signal"
)

// Input is one package.
type Input struct {
	// Items are the package's objects. A run that succeeds edits them in place.
	Items []*yaml.RNode
	// FunctionConfig is nil where the host gave none.
	FunctionConfig *yaml.RNode
	// Namespace is for hosts that set none; it wins over the functionConfig's.
	Namespace string
	// Strict makes errors of warnings, as the functionConfig's own setting does.
	Strict bool
}

// Outcome is the package after a run.
type Outcome struct {
	// Items are the input's nodes in the input's order, less those removed, with
	// the created ones last. A kept item is the same *yaml.RNode as in the input,
	// edited in place where it changed. On errors they are the input, untouched.
	Items []*yaml.RNode
	// Edited are the kept items that were edited, and how.
	Edited map[*yaml.RNode]reconcile.Edit
	// Findings are sorted; any error means that nothing was changed.
	Findings finding.List
}

// Run applies the function to a package.
func Run(in Input) Outcome {
	cfg, findings := configure(in)
	if findings.HasErrors() {
		return refused(in, findings)
	}
	if found := expand(in.Items); found.HasErrors() {
		return refused(in, found)
	}
	inv := inventory.Of(in.Items)
	catalogue := signal.New(cfg)
	hosts, found := host.Find(inv, cfg, catalogue.Names())
	findings = append(findings, found...)

	survey, found := rival.Find(inv, hosts)
	findings = append(findings, found...)

	var plans []*plan.Plan
	for i, h := range hosts {
		if !h.Intent.Enabled {
			continue
		}
		p, found := plan.Resolve(plan.Input{Inventory: inv, Config: cfg, Catalogue: catalogue}, h, survey.Of[i])
		plans = append(plans, p)
		findings = append(findings, found...)
		// A plan that could not be resolved would only be blamed twice.
		if !found.HasErrors() {
			findings = append(findings, rule.Judge(p, inv, cfg)...)
		}
	}
	edits, found := reconcile.Work(inv, plans, survey.Orphans, generate.Objects(plans, inv, cfg))
	findings = append(findings, found...)

	if cfg.Strict {
		findings.Strict()
	}
	if findings.HasErrors() {
		return refused(in, findings)
	}
	findings.Sort()
	items, edited := edits.Apply(in.Items)
	return Outcome{Items: items, Edited: edited, Findings: findings}
}

func refused(in Input, findings finding.List) Outcome {
	findings.Sort()
	return Outcome{Items: in.Items, Findings: slices.Compact(findings)}
}

// RuleConfig is of a functionConfig that does not hold, RuleAliases of YAML that
// cannot be expanded.
const (
	RuleConfig  = "function-config"
	RuleAliases = "yaml-aliases"
)

func configure(in Input) (config.Spec, finding.List) {
	var node *yaml.Node
	if in.FunctionConfig != nil {
		node = in.FunctionConfig.YNode()
	}
	cfg, problems := config.Load(node)
	var findings finding.List
	for _, p := range problems {
		findings = append(findings, finding.Finding{
			Rule: RuleConfig, Severity: finding.Error,
			Resource: finding.Resource{
				APIVersion: inventory.Text(inventory.Field(node, "apiVersion")), Kind: "functionConfig",
				Name: inventory.Text(inventory.Field(node, "metadata", "name")),
			},
			Field: p.Path, Message: p.Message, Hint: p.Hint,
		})
	}
	if in.Namespace != "" {
		cfg.Namespace = in.Namespace
	}
	cfg.Strict = cfg.Strict || in.Strict
	return cfg, findings
}

// expand takes aliases out, so that items can be read and taken apart one by one.
func expand(items []*yaml.RNode) finding.List {
	var findings finding.List
	for i, item := range items {
		if err := inventory.Expand(item); err != nil {
			findings = append(findings, finding.Finding{
				Rule: RuleAliases, Severity: finding.Error, Resource: inventory.Describe(i, item),
				Message: err.Error(), Hint: "write the value out",
			})
		}
	}
	return findings
}
