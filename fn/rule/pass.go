package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/scaler"
	"modelhost.dev/scale-modelhosts/fn/wake"
)

// pass is the check of one plan. The rules run on it one after another.
type pass struct {
	*plan.Plan
	packageFacts
	inv   *inventory.Inventory
	cfg   config.Spec
	place krm.Place
	rule  *Rule
	// wake and metadata are shared by several rules.
	wake     *wake.Analysis
	metadata map[int][]scaler.Problem
	findings finding.List
}

// hostPass is the check of the plan for a model host.
type hostPass struct {
	*pass
	host *plan.HostPlan
}

// onHosts returns the Run of a rule that checks only the plans for model hosts.
func onHosts(run func(*hostPass)) func(*pass) {
	return func(p *pass) {
		if h, ok := p.ForHost(); ok {
			run(&hostPass{p, h})
		}
	}
}

// hostService returns the name of the model host's Service; "" if it is not known.
func (p *pass) hostService() string {
	h, ok := p.ForHost()
	if !ok {
		return ""
	}
	return h.Host.Service
}

// isHandWritten reports whether the plan was read from an object of the package, and not
// computed from a model host's annotations.
func (p *pass) isHandWritten() bool {
	_, ok := p.FromObject()
	return ok
}

// report adds a finding about the value at a path of the ScaledObject.
func (p *pass) report(path, message, hint string) {
	if p.dependsOnPlaceholder(path) {
		return
	}
	p.findings = append(p.findings, p.Finding(p.rule.Info(), path, message, hint))
}

// reportOn adds a finding about another object.
func (p *pass) reportOn(o *inventory.Object, field, message, hint string) {
	if plan.ObjectIsFilledLater(o, field) || p.specIsFilledLater() || p.hasPlaceholderName(p.rule.LooksUp) {
		return
	}
	p.findings = append(p.findings, finding.Finding{
		Rule: p.rule.ID, Severity: p.rule.Severity, Resource: o.Resource(), File: o.File(),
		Field: field, Message: message, Hint: hint,
	})
}

// annotation returns an annotation's full name.
func (p *pass) annotation(key string) string { return p.cfg.AnnotationPrefix + "/" + key }

// hintFor returns the hint that fits the plan: that for annotations of a model host, or
// that for a hand-written ScaledObject.
func (p *pass) hintFor(annotated, handWritten string) string {
	if p.isHandWritten() {
		return handWritten
	}
	return annotated
}

// hintSet returns the hint to set an annotation, or a field of the ScaledObject.
func (p *pass) hintSet(key, value, path string, field any) string {
	return p.hintFor(fmt.Sprintf("set %s: %s", p.annotation(key), value), fmt.Sprintf("set %s: %v", path, field))
}

// isExplicit reports whether the model host or the ScaledObject itself sets the value at a path.
func (p *pass) isExplicit(path string) bool {
	layer := p.Source(path).Layer
	return layer == plan.LayerAnnotation || layer == plan.LayerScaledObject
}
