package rule_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/rule"
)

var update = flag.Bool("update", false, "write what the rules say into testdata")

// Each file of testdata is of one rule. In it every part is a package with one
// host, in short form, under the name of what is special about it: those under
// fires/ break the rule, those under silent/ do not. The part messages is what
// the rule says.
func TestRules(t *testing.T) {
	for _, r := range rule.Catalogue() {
		t.Run(r.ID, func(t *testing.T) { testRule(t, r) })
	}
}

func TestEveryFileIsOfARule(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".txtar")
		assert.True(t, slices.ContainsFunc(rule.Catalogue(), func(r rule.Rule) bool { return r.ID == id }), "there is no rule %s", id)
	}
}

func TestIDsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rule.Catalogue() {
		assert.False(t, seen[r.ID], r.ID)
		assert.NotEmpty(t, r.Catches, r.ID)
		assert.NotEmpty(t, r.Why, r.ID)
		seen[r.ID] = true
	}
}

func testRule(t *testing.T, r rule.Rule) {
	file := filepath.Join("testdata", r.ID+".txtar")
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	cases := map[string]int{}
	var messages strings.Builder
	expected := ""
	for _, part := range archive.Files {
		if part.Name == "messages" {
			expected = string(part.Data)
			continue
		}
		what, name, _ := strings.Cut(part.Name, "/")
		cases[what]++
		found := judge(t, part.Name, part.Data)
		own := slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool { return f.Rule != r.ID })
		switch what {
		case "fires":
			assert.NotEmpty(t, own, "%s does not fire; there is %v", part.Name, found)
		case "silent":
			assert.Empty(t, own, "%s fires", part.Name)
			assert.False(t, found.HasErrors(), "%s is not a sound package: %v", part.Name, found)
		default:
			t.Errorf("%s is neither under fires/ nor under silent/", part.Name)
		}
		for _, f := range own {
			assert.Equal(t, r.Severity, f.Severity)
			fmt.Fprintf(&messages, "%s: %s\n", name, f)
		}
	}
	assert.NotZero(t, cases["fires"], "no case fires the rule")
	assert.NotZero(t, cases["silent"], "no case leaves the rule silent")
	if *update {
		archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "messages" })
		archive.Files = append(archive.Files, txtar.File{Name: "messages", Data: []byte(messages.String())})
		require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
		return
	}
	assert.Equal(t, expected, messages.String(), "with -update the file is written anew")
}

// short is a package in short form.
type short struct {
	// Annotations of the host, without their prefix.
	Annotations map[string]string `yaml:"annotations"`
	// Name and Kind of the host, if they matter.
	Name string `yaml:"name"`
	Kind string `yaml:"kind"`
	// Pod is the spec of the host's pods; one container with requests if it does not matter.
	Pod yaml.Node `yaml:"pod"`
	// Others are the other items.
	Others []yaml.Node `yaml:"others"`
	// Written is the spec of a ScaledObject that somebody wrote, called llama, and
	// Metadata what its metadata has besides. Its target is the Deployment
	// prt-depl-modelhost-llama if it names none, which then is no model host.
	Written  yaml.Node `yaml:"written"`
	Metadata yaml.Node `yaml:"metadata"`
	// Alone says that the Deployment is not in the package.
	Alone bool `yaml:"alone"`
	// Config is the functionConfig's spec.
	Config yaml.Node `yaml:"config"`
}

func judge(t *testing.T, name string, data []byte) finding.List {
	var s short
	require.NoError(t, yaml.Unmarshal(data, &s), name)
	in := fn.Input{Items: append([]*yaml.RNode{s.host(t)}, s.others()...)}
	if s.Config.Kind != 0 {
		config := object(t, "autoscaling.modelhost.dev/v1alpha1", "ScaleModelHosts", "config")
		require.NoError(t, config.PipeE(yaml.SetField("spec", yaml.NewRNode(&s.Config))))
		in.FunctionConfig = config
	}
	if s.Written.Kind == 0 {
		return fn.Run(in).Findings
	}
	if s.Alone {
		in.Items = in.Items[1:]
	}
	in.Items = append(in.Items, s.scaledObject(t))
	found := fn.Check(in, fn.CheckOptions{})
	return slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Severity == finding.Info })
}

func (s short) scaledObject(t *testing.T) *yaml.RNode {
	o := object(t, "keda.sh/v1alpha1", "ScaledObject", "llama")
	spec := yaml.NewRNode(&s.Written)
	if spec.Field("scaleTargetRef") == nil {
		require.NoError(t, spec.PipeE(yaml.SetField("scaleTargetRef", yaml.MustParse("name: prt-depl-modelhost-llama"))))
	}
	require.NoError(t, o.PipeE(yaml.SetField("spec", spec)))
	if s.Metadata.Kind == 0 {
		return o
	}
	for i := 0; i+1 < len(s.Metadata.Content); i += 2 {
		field, value := s.Metadata.Content[i].Value, yaml.NewRNode(s.Metadata.Content[i+1])
		require.NoError(t, o.PipeE(yaml.Get("metadata"), yaml.SetField(field, value)))
	}
	return o
}

func (s short) host(t *testing.T) *yaml.RNode {
	kind, name, version := orElse(s.Kind, "Deployment"), orElse(s.Name, "prt-depl-modelhost-llama"), "apps/v1"
	if kind == "Rollout" {
		version = "argoproj.io/v1alpha1"
	}
	host := object(t, version, kind, name)
	annotations := map[string]string{}
	for key, value := range s.Annotations {
		annotations["autoscaling.modelhost.dev/"+key] = value
	}
	if len(annotations) > 0 {
		require.NoError(t, host.SetAnnotations(annotations))
	}
	pod := yaml.NewRNode(&s.Pod)
	if s.Pod.Kind == 0 {
		pod = yaml.MustParse("containers: [{name: model, resources: {requests: {cpu: 4, memory: 32Gi}}}]")
	}
	require.NoError(t, host.PipeE(yaml.LookupCreate(yaml.MappingNode, "spec", "template"), yaml.SetField("spec", pod)))
	return host
}

func (s short) others() []*yaml.RNode {
	var items []*yaml.RNode
	for i := range s.Others {
		items = append(items, yaml.NewRNode(&s.Others[i]))
	}
	return items
}

func object(t *testing.T, version, kind, name string) *yaml.RNode {
	o, err := yaml.Parse(fmt.Sprintf("{apiVersion: %s, kind: %s, metadata: {name: %s, namespace: models}}", version, kind, name))
	require.NoError(t, err)
	return o
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
