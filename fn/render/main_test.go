package render

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// TestMain lets the test binary be the function that kustomize executes, under
// the name that functionConfigs call it by.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == source.Program {
		os.Exit(asProgram())
	}
	os.Exit(m.Run())
}

func asProgram() int {
	rw := &kio.ByteReadWriter{Reader: os.Stdin, Writer: os.Stdout, KeepReaderAnnotations: true}
	items, err := rw.Read()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	out := scale(krm.Input{Items: items, FunctionConfig: rw.FunctionConfig})
	if out.Findings.HasErrors() {
		return 1
	}
	if err := rw.Write(out.Items); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// runOnly is a function that lints nothing.
type runOnly func(krm.Input) krm.Outcome

func (f runOnly) Run(in krm.Input) krm.Outcome { return f(in) }
func (runOnly) Check(krm.Input) check.Result   { return check.Result{} }
func (runOnly) Lint(krm.Input) finding.List    { return nil }
func (runOnly) Namespace(krm.Input) string     { return "" }

// scale replaces fn.Run: it creates a ScaledObject for every Deployment labelled `scale`,
// or updates the existing one, and removes its HPA and replicas.
func scale(in krm.Input) krm.Outcome {
	out := krm.Outcome{Edited: map[*yaml.RNode]krm.Edit{}}
	if setting(in.FunctionConfig, "reject") != "" {
		out.Findings = finding.List{{Rule: "rejected", Severity: finding.Error, Message: "rejected"}}
		out.Items = in.Items
		return out
	}
	var created []*yaml.RNode
	gone := map[*yaml.RNode]bool{}
	for _, item := range in.Items {
		if item.GetKind() != "Deployment" || item.GetLabels()["scale"] == "" {
			continue
		}
		must(item.PipeE(yaml.Lookup("spec"), yaml.Clear("replicas")))
		out.Edited[item] = krm.Edit{}
		var own *yaml.RNode
		for _, other := range in.Items {
			switch {
			case !targets(other, item):
			case other.GetKind() == "HorizontalPodAutoscaler":
				gone[other] = true
			case other.GetKind() == "ScaledObject":
				own = other
			}
		}
		if own == nil {
			own = yaml.MustParse("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {}\n")
			must(own.SetName(item.GetName() + "-so"))
			if ns := item.GetNamespace(); ns != "" {
				must(own.SetNamespace(ns))
			}
			created = append(created, own)
		} else {
			out.Edited[own] = krm.Edit{}
		}
		must(own.PipeE(yaml.SetField("spec", yaml.MustParse(fmt.Sprintf(`
# a comment that no host keeps
triggers: [{type: prometheus, metadata: {query: "up", threshold: '%s'}, authenticationRef: {name: auth}}]
scaleTargetRef: {name: %s}
minReplicaCount: 1
cooldownPeriod: 1_00
`, setting(in.FunctionConfig, "threshold"), item.GetName())))))
		out.Findings = append(out.Findings, finding.Finding{Rule: "scaled", Severity: finding.Info, Message: "scaled " + item.GetName()})
	}
	for _, item := range in.Items {
		if !gone[item] {
			out.Items = append(out.Items, item)
		}
	}
	out.Items = append(out.Items, created...)
	return out
}

// targets reports whether an object scales a Deployment, by the name that it has or had.
func targets(object, deployment *yaml.RNode) bool {
	target, err := object.Pipe(yaml.Lookup("spec", "scaleTargetRef", "name"))
	must(err)
	if target == nil || object.GetNamespace() != deployment.GetNamespace() {
		return false
	}
	const previous = "internal.config.kubernetes.io/previousNames"
	known := append(strings.Split(deployment.GetAnnotations()[previous], ","), deployment.GetName())
	return slices.Contains(known, yaml.GetValue(target))
}

func setting(config *yaml.RNode, key string) string {
	if config == nil {
		return ""
	}
	node, err := config.Pipe(yaml.Lookup("spec", key))
	must(err)
	return yaml.GetValue(node)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
