package fn_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// ignorable is a package with a warning, target-tolerance, and a note, period-unused, about a host in hosts/llama.yaml,
// and with a warning about a hand-written ScaledObject.
const ignorable = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: llama
  namespace: models
  annotations:
    config.kubernetes.io/path: hosts/llama.yaml
    autoscaling.modelhost.dev/gpu: "95"
    autoscaling.modelhost.dev/polling-interval: 15s
spec: {template: {spec: {containers: [{name: model, image: llama}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker, namespace: models}
spec: {template: {spec: {containers: [{name: model, image: worker, resources: {requests: {cpu: 1}}}]}}}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: worker, namespace: models}
spec:
  scaleTargetRef: {name: worker}
  minReplicaCount: 1
  pollingInterval: 15
  triggers: [{type: cpu, metricType: Utilization, metadata: {value: "75"}}]
`

func checkIgnorable(t *testing.T, spec string, change func(*krm.Input)) map[string]finding.Severity {
	t.Helper()
	items, err := kio.FromBytes([]byte(ignorable))
	require.NoError(t, err)
	in := krm.Input{Items: items, FunctionConfig: yaml.MustParse("{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: c}, spec: " + spec + "}")}
	if change != nil {
		change(&in)
	}
	all := map[string]finding.Severity{}
	for _, f := range fn.Check(in).Findings {
		all[f.Resource.Name+" "+f.Rule] = f.Severity
		assert.Equal(t, f.Severity == finding.Ignored, f.Reason != "", f)
	}
	return all
}

func TestCheckSettings(t *testing.T) {
	const tolerance, period, worker = "llama target-tolerance", "llama period-unused", "worker period-unused"
	plain := checkIgnorable(t, "{}", nil)
	require.Equal(t, map[string]finding.Severity{tolerance: finding.Warning, period: finding.Info, worker: plain[worker]}, plain)
	require.Contains(t, []finding.Severity{finding.Warning, finding.Info}, plain[worker])
	for _, test := range []struct {
		name, spec string
		// want are the severities that differ.
		want map[string]finding.Severity
	}{
		{"a rule that is off", `{check: {rules: {target-tolerance: "off"}}}`, map[string]finding.Severity{tolerance: finding.Ignored}},
		{"a rule that is lowered", `{check: {rules: {target-tolerance: info}}}`, map[string]finding.Severity{tolerance: finding.Info}},
		{"a rule that is raised", `{check: {rules: {target-tolerance: error}}}`, map[string]finding.Severity{tolerance: finding.Error}},
		{"strict raises what is not ignored", `{strict: true, check: {ignore: [{rule: target-tolerance, reason: a}]}}`, map[string]finding.Severity{tolerance: finding.Ignored}},
		{
			"strict raises what a rule raises to a warning", `{strict: true, check: {rules: {period-unused: warning, target-tolerance: info}}}`,
			map[string]finding.Severity{tolerance: finding.Info, period: finding.Error, worker: finding.Error},
		},
		{"a rule", `{check: {ignore: [{rule: period-unused, reason: a}]}}`, map[string]finding.Severity{period: finding.Ignored, worker: finding.Ignored}},
		{"a rule and a kind", `{check: {ignore: [{rule: period-unused, kinds: [ScaledObject], reason: a}]}}`, map[string]finding.Severity{worker: finding.Ignored}},
		{"a kind", `{check: {ignore: [{kinds: [Deployment], reason: a}]}}`, map[string]finding.Severity{tolerance: finding.Ignored, period: finding.Ignored}},
		{"files", `{check: {ignore: [{files: ["hosts/"], reason: a}]}}`, map[string]finding.Severity{tolerance: finding.Ignored, period: finding.Ignored}},
		{"files of a pattern", `{check: {ignore: [{files: ["**/llama.*"], rule: period-unused, reason: a}]}}`, map[string]finding.Severity{period: finding.Ignored}},
		{"other files", `{check: {ignore: [{files: ["other/"], reason: a}]}}`, nil},
		{"other kinds", `{check: {ignore: [{kinds: [Secret], reason: a}]}}`, nil},
		{"a date that has come", `{check: {ignore: [{rule: target-tolerance, reason: a, until: 2027-01-15}]}}`, map[string]finding.Severity{tolerance: finding.Ignored}},
		{"a date that has passed", `{check: {ignore: [{rule: target-tolerance, reason: a, until: 2027-01-14}]}}`, map[string]finding.Severity{"c ignore-expired": finding.Warning}},
		{"files that only look alike", `{check: {ignore: [{files: ["x/llama.yaml", "s/*.yaml"], reason: a}]}}`, nil},
		{"files anchored by a slash", `{check: {ignore: [{files: ["hosts/*.yaml"], reason: a}]}}`, map[string]finding.Severity{tolerance: finding.Ignored, period: finding.Ignored}},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := map[string]finding.Severity{}
			for key, severity := range plain {
				want[key] = severity
			}
			for key, severity := range test.want {
				want[key] = severity
			}
			assert.Equal(t, want, checkIgnorable(t, test.spec, func(in *krm.Input) { in.Today = "2027-01-15" }))
		})
	}
}

// TestErrorsCannotBeIgnored tests that what KEDA would reject stays an error, whatever the package accepts.
func TestErrorsCannotBeIgnored(t *testing.T) {
	broken := func(in *krm.Input) {
		require.NoError(t, in.Items[2].PipeE(yaml.Lookup("spec"), yaml.SetField("maxReplicaCount", yaml.MustParse("0"))))
		in.Strict = false
	}
	before := checkIgnorable(t, "{}", broken)
	var errs int
	for _, severity := range before {
		if severity == finding.Error {
			errs++
		}
	}
	require.Positive(t, errs)
	for key, severity := range checkIgnorable(t, `{check: {ignore: [{kinds: [ScaledObject], reason: a}]}}`, broken) {
		assert.Equal(t, before[key] == finding.Error, severity == finding.Error, key)
	}
	for _, spec := range []string{
		`{check: {rules: {never-wakes: warning}}}`, `{check: {rules: {never-wakes: "off"}}}`, `{check: {ignore: [{rule: never-wakes, reason: a}]}}`,
		`{check: {rules: {period-unsed: "off"}}}`, `{check: {rules: {period-unsed: error}}}`, `{check: {ignore: [{rule: ignore-expired, reason: a}]}}`, `{check: {ignore: [{rule: period-unsed, reason: a}]}}`,
	} {
		assert.Equal(t, finding.Error, checkIgnorable(t, spec, nil)["c "+fn.RuleConfigInvalid.ID], spec)
	}
	assert.NotContains(t, checkIgnorable(t, `{check: {rules: {never-wakes: error}}}`, nil), "c "+fn.RuleConfigInvalid.ID)
}

// TestIgnoredFindingsDoNotStopARender tests that strict rendering succeeds if every warning is accepted.
func TestIgnoredFindingsDoNotStopARender(t *testing.T) {
	for spec, stops := range map[string]bool{`{strict: true}`: true, `{strict: true, check: {ignore: [{rule: target-tolerance, reason: a}]}}`: false} {
		items, err := kio.FromBytes([]byte(ignorable))
		require.NoError(t, err)
		out := fn.Run(krm.Input{Items: items, FunctionConfig: yaml.MustParse("{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: c}, spec: " + spec + "}")})
		assert.Equal(t, stops, out.Findings.HasErrors(), spec)
	}
}

func TestAnIgnoreAnnotationMakesNoModelHost(t *testing.T) {
	items, err := kio.FromBytes([]byte(ignorable))
	require.NoError(t, err)
	require.NoError(t, items[1].PipeE(yaml.SetAnnotation("autoscaling.modelhost.dev/ignore", "[{rule: period-unused, reason: a}]")))
	result := fn.Check(krm.Input{Items: items})
	assert.Len(t, result.Hosts, 1)
	require.Len(t, result.IgnoreUses(), 1)
	assert.False(t, result.IgnoreUses()[0].IsUsed, "the finding is about the ScaledObject")
}

func TestUnusedIgnoresHaveTheSeverityOfTheirRule(t *testing.T) {
	for spec, want := range map[string][]finding.Severity{
		"{}": {finding.Info}, "{check: {rules: {ignore-unused: warning}}, strict: true}": {finding.Error},
		"{check: {ignore: [{kinds: [Deployment], reason: a}]}}": nil, "{check: {rules: {ignore-unused: error}}}": {finding.Error}, `{check: {rules: {ignore-unused: "off"}}}`: nil,
	} {
		items, err := kio.FromBytes([]byte(ignorable))
		require.NoError(t, err)
		require.NoError(t, items[0].PipeE(yaml.SetAnnotation("autoscaling.modelhost.dev/ignore", "[{rule: service-unknown, reason: a}]")))
		var got []finding.Severity
		config := yaml.MustParse("{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: c}, spec: " + spec + "}")
		for _, use := range fn.Check(krm.Input{Items: items, FunctionConfig: config}).IgnoreUses() {
			if !use.IsUsed {
				got = append(got, use.Finding.Severity)
			}
		}
		assert.Equal(t, want, got, spec)
	}
}

// TestCopiesShareNoIgnores tests that an entry on one of two objects that nothing tells apart accepts nothing, however
// often that object has it.
func TestCopiesShareNoIgnores(t *testing.T) {
	const once, twice = "[{rule: period-unused, reason: a}]", "[{rule: target-tolerance, reason: a}, {rule: period-unused, reason: a}, {rule: period-unused, reason: b}]"
	for _, test := range []struct {
		first, second string
		want          finding.Severity
	}{
		{"[]", once, finding.Info}, {"[]", twice, finding.Info}, {once, once, finding.Ignored}, {twice, once, finding.Ignored},
	} {
		items, err := kio.FromBytes([]byte(ignorable))
		require.NoError(t, err)
		second := items[2].Copy()
		require.NoError(t, items[2].PipeE(yaml.SetAnnotation("autoscaling.modelhost.dev/ignore", test.first)))
		require.NoError(t, second.PipeE(yaml.SetAnnotation("autoscaling.modelhost.dev/ignore", test.second)))
		compared := 0
		for _, f := range fn.Check(krm.Input{Items: append(items, second)}).Findings {
			if f.Resource.Name == "worker" && f.Rule == "period-unused" {
				assert.Equal(t, test.want, f.Severity, test)
				compared++
			}
		}
		assert.Positive(t, compared)
	}
}

// TestReasonsAreRedacted tests that a reason cannot show a password.
func TestReasonsAreRedacted(t *testing.T) {
	items, err := kio.FromBytes([]byte(ignorable))
	require.NoError(t, err)
	require.NoError(t, items[0].PipeE(yaml.SetAnnotation("autoscaling.modelhost.dev/ignore", "[{rule: target-tolerance, reason: 'see\n http://admin:hunter2@grafana/ '}]")))
	ignored := fn.Check(krm.Input{Items: items}).Findings.Of(finding.Ignored)
	require.Len(t, ignored, 1)
	assert.Equal(t, "see http://***@grafana/", ignored[0].Reason)
}

// TestPredictionsAreNotRaised tests that spec.check cannot make an error of what a later lint checks.
func TestPredictionsAreNotRaised(t *testing.T) {
	for relinted, want := range map[bool]finding.Severity{true: finding.Warning, false: finding.Error} {
		items, err := kio.FromBytes([]byte(strings.Replace(ignorable, `gpu: "95"`, "authentication: a\n    autoscaling.modelhost.dev/gpu: \"70\"", 1) + `---
apiVersion: v1
kind: Secret
metadata: {name: tok, namespace: models, annotations: {internal.config.kubernetes.io/needsHashSuffix: enabled}}
stringData: {bearerToken: x}
`))
		require.NoError(t, err)
		out := fn.Run(krm.Input{Items: items, Relinted: relinted, FunctionConfig: yaml.MustParse("{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: c}, " +
			"spec: {authentication: {a: {mode: bearer, secret: {name: tok, keys: {bearerToken: bearerToken}}}}, check: {rules: {secret-hash: error}}}}")})
		hashes := slices.DeleteFunc(out.Findings, func(f finding.Finding) bool { return f.Rule != "secret-hash" })
		require.Len(t, hashes, 1)
		assert.Equal(t, want, hashes[0].Severity)
	}
}

// TestNamesInTheFunctionConfigAreChecked tests that errors about names have the path that the user wrote, in a ConfigMap
// too.
func TestNamesInTheFunctionConfigAreChecked(t *testing.T) {
	for config, want := range map[string]string{
		"{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: c}, spec: {signals: {profile: {query: q}}}}": `spec.signals.profile "profile" is already the name of an annotation`,
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {config: '{signals: {ignore: {query: q}}}'}}":                            `data.config.signals.ignore "ignore" is already the name of an annotation`,
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {config: '{check: {rules: {never-wakes: info}}}'}}":                      `data.config.check.rules.never-wakes never-wakes is an error and cannot be lowered or turned off`,
	} {
		errs := fn.Run(krm.Input{FunctionConfig: yaml.MustParse(config)}).Findings.Of(finding.Error)
		if assert.Len(t, errs, 1, config) {
			assert.Equal(t, want, errs[0].Field+" "+errs[0].Message)
		}
	}
}
