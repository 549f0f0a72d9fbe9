package rule_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/explain"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/render"
)

// TestExplainNeverContradictsFindings explains every case of the rules, of fn and of the
// examples, and compares the explanation with the findings.
func TestExplainNeverContradictsFindings(t *testing.T) {
	seen := map[string]int{}
	for name, in := range allCases(t) {
		e := explain.New(fn.Check(in))
		for _, s := range e.Scalings {
			for _, contradiction := range contradictions(s, seen) {
				t.Errorf("%s: %s: %s", name, s.ScaledObject, contradiction)
			}
		}
	}
	// The cases must cover every comparison.
	for _, rule := range []string{"never-wakes", "wake-source-unknown", "trigger-unused-by-formula", "authentication-unsent", "target"} {
		require.NotZero(t, seen[rule], rule)
	}
	t.Log(seen)
}

var (
	scalesUp   = regexp.MustCompile(`^scales to \d`)
	mayScaleUp = regexp.MustCompile(`^may scale to \d`)
	ofTrigger  = regexp.MustCompile(`^spec\.triggers\[(\d+)\](?:\.metadata\.(\w+))?$`)
	quotedText = regexp.MustCompile(`^(\w+) "([^"]*)" is not (?:a target )?above zero`)
)

// contradictions returns the differences between an explanation and its findings.
func contradictions(s explain.Scaling, seen map[string]int) []string {
	var all []string
	says := func(re *regexp.Regexp) bool { return slices.ContainsFunc(s.Idle, re.MatchString) }
	unused := 0
	for _, f := range s.Findings {
		seen[f.Rule]++
		switch f.Rule {
		case "never-wakes":
			if says(scalesUp) || says(mayScaleUp) {
				all = append(all, fmt.Sprintf("never wakes, but %q", s.Idle))
			}
		case "wake-source-unknown":
			if says(scalesUp) || !says(mayScaleUp) {
				all = append(all, fmt.Sprintf("may not wake, but %q", s.Idle))
			}
		case "trigger-unused-by-formula":
			unused++
		}
		if t := triggerOf(s, f); t != nil {
			all = append(all, triggerContradictions(*t, f, seen)...)
		}
	}
	described := 0
	for _, t := range s.Triggers {
		if strings.HasSuffix(t.Description, ": not used by the formula") {
			described++
		}
	}
	if described != unused && !s.Generated {
		all = append(all, fmt.Sprintf("%d triggers are unused by the formula, but %d are described so", unused, described))
	}
	return all
}

// triggerOf returns the trigger that a finding is about; nil if it is about none, or if its
// field is an annotation.
func triggerOf(s explain.Scaling, f finding.Finding) *explain.Trigger {
	m := ofTrigger.FindStringSubmatch(f.Field)
	if m == nil {
		return nil
	}
	var i int
	if _, err := fmt.Sscan(m[1], &i); err != nil || i >= len(s.Triggers) {
		return nil
	}
	return &s.Triggers[i]
}

// triggerContradictions returns the differences between the description of a trigger and a finding
// about it.
func triggerContradictions(t explain.Trigger, f finding.Finding, seen map[string]int) []string {
	var all []string
	switch target := quotedText.FindStringSubmatch(f.Message); {
	case f.Rule == "trigger-unused-by-formula" && !strings.HasSuffix(t.Description, ": not used by the formula"):
		all = append(all, fmt.Sprintf("the formula does not use the trigger, but %q", t.Description))
	case f.Rule == "authentication-unsent" && strings.Contains(t.Description, " with "):
		all = append(all, fmt.Sprintf("no credential is sent, but %q", t.Description))
	case target != nil && !strings.Contains(f.Message, "activation"):
		seen["target"]++
		if !strings.Contains(t.Description, "> "+target[2]) {
			all = append(all, fmt.Sprintf("the target is %s, but %q", target[2], t.Description))
		}
	}
	return all
}

// allCases returns the inputs of the cases of the rules and of fn, and of the examples.
func allCases(t *testing.T) map[string]krm.Input {
	cases := map[string]krm.Input{}
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		for _, part := range archive.Files {
			if part.Name == "messages" {
				continue
			}
			if in, ok := readShort(t, part).input(t); ok {
				cases[file+" "+part.Name] = in
			}
		}
	}
	others, err := filepath.Glob("../testdata/*.txtar")
	require.NoError(t, err)
	for _, file := range others {
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		for _, part := range archive.Files {
			if in, err := render.LoadStream(strings.NewReader(string(part.Data)), render.Options{}); err == nil {
				cases[file+" "+part.Name] = in.Input
			}
		}
	}
	examples, err := filepath.Glob("../../examples/*/kustomization.yaml")
	require.NoError(t, err)
	for _, file := range examples {
		if in, err := render.Load(filepath.Dir(file), render.Options{Function: fn.Function{}}); err == nil {
			cases[filepath.Dir(file)] = in.Input
		}
	}
	require.Greater(t, len(cases), 1000)
	return cases
}

// input returns the package as check reads it, and whether check reads it at all.
func (s short) input(t *testing.T) (krm.Input, bool) {
	if s.Folder != nil || s.Import || s.Run {
		return krm.Input{}, false
	}
	in := krm.Input{Namespace: s.Namespace}
	if s.Stream != "" {
		loaded, err := render.LoadStream(strings.NewReader(s.Stream), render.Options{})
		require.NoError(t, err)
		in.Items = loaded.Items
	} else {
		in.Items = s.items(t)
	}
	if s.Config.Kind != yaml.Kind(0) {
		in.FunctionConfig = s.functionConfig(t)
	}
	return in, true
}
