package rule_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
	"modelhost.dev/scale-modelhosts/fn/render"
)

// short is a package in short form.
type short struct {
	// Annotations are the host's annotations, without their prefix.
	Annotations map[string]string `yaml:"annotations"`
	// Name and Kind are the host's, if they matter.
	Name string `yaml:"name"`
	Kind string `yaml:"kind"`
	// Pod is the spec of the host's pods; by default, one container with requests.
	Pod yaml.Node `yaml:"pod"`
	// Others are the other objects of the package.
	Others []yaml.Node `yaml:"others"`
	// Written is the spec of a hand-written ScaledObject called llama, and Metadata is merged
	// into its metadata. Its default target is the Deployment prt-depl-modelhost-llama, which is
	// then not a model host.
	Written  yaml.Node `yaml:"written"`
	Metadata yaml.Node `yaml:"metadata"`
	// Alone says that the Deployment is not in the package.
	Alone bool `yaml:"alone"`
	// Config is the functionConfig's spec.
	Config yaml.Node `yaml:"config"`
	// NoNamespace omits the host's namespace; Namespace is passed to the function.
	NoNamespace bool   `yaml:"noNamespace"`
	Namespace   string `yaml:"namespace"`
	// Rendered makes check test whether the function has run.
	Rendered bool `yaml:"rendered"`
	// Checked checks the package on 15 January 2027, with what check adds at the end.
	Checked bool `yaml:"checked"`
	// MustCheck makes check fail if there is nothing to check.
	MustCheck bool `yaml:"mustCheck"`
	// Import imports the HPA or ScaledObject of a host without annotations.
	Import bool `yaml:"import"`
	// Stream is the whole package as YAML, and Folder its files, for packages that the short form
	// cannot express. A stream is checked; with Run, the function runs on it as one item.
	Stream string            `yaml:"stream"`
	Run    bool              `yaml:"run"`
	Folder map[string]string `yaml:"folder"`
}

func readShort(t *testing.T, part txtar.File) short {
	var s short
	require.NoError(t, yaml.Unmarshal(part.Data, &s), part.Name)
	return s
}

// findings returns the findings in the package: those of the function for hosts, otherwise those of
// check.
func (s short) findings(t *testing.T) finding.List {
	if s.Folder != nil {
		result, err := render.Dir(s.folder(t), render.Options{Function: fn.Function{}})
		require.NoError(t, err)
		return result.Findings
	}
	in := krm.Input{Items: s.items(t), Namespace: s.Namespace}
	var odd finding.List
	if s.Run {
		in.Items = []*yaml.RNode{yaml.MustParse(s.Stream)}
	} else if s.Stream != "" {
		loaded, err := render.LoadStream(strings.NewReader(s.Stream), render.Options{})
		require.NoError(t, err)
		in.Items, odd = loaded.Items, append(loaded.Findings, loaded.Notes()...)
		for _, f := range loaded.Failures {
			odd = append(odd, f.Finding())
		}
	}
	if s.Config.Kind != 0 {
		in.FunctionConfig = s.functionConfig(t)
	}
	if s.Import {
		_, found := fn.Import(in)
		return found
	}
	if s.Checked {
		in.Today = "2027-01-15"
		result := fn.Check(in)
		found := result.Findings
		for _, use := range result.IgnoreUses() {
			if !use.IsUsed {
				found = append(found, use.Finding)
			}
		}
		return found
	}
	if s.Run || s.Written.Kind == 0 && s.Stream == "" && !s.Rendered {
		return fn.Run(in).Findings
	}
	result := fn.Check(in)
	found := result.Findings
	if s.Rendered {
		found = result.Rendered()
	}
	if s.MustCheck && len(result.Hosts)+len(result.ScaledObjects) == 0 {
		found = append(found, check.NothingChecked)
	}
	if s.Stream != "" {
		return append(found, odd...)
	}
	return slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Severity == finding.Info })
}

func (s short) functionConfig(t *testing.T) *yaml.RNode {
	config := object(t, "autoscaling.modelhost.dev/v1alpha1", "ScaleModelHosts", "config")
	require.NoError(t, config.PipeE(yaml.SetField("spec", yaml.NewRNode(&s.Config))))
	return config
}

func (s short) items(t *testing.T) []*yaml.RNode {
	items := s.others()
	if !s.Alone {
		items = append([]*yaml.RNode{s.host(t)}, items...)
	}
	if s.Written.Kind != 0 {
		items = append(items, s.scaledObject(t))
	}
	return items
}

// folder writes the files of a package that is a folder.
func (s short) folder(t *testing.T) string {
	dir := t.TempDir()
	for name, text := range s.Folder {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	return dir
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
	kind, name, version := cmp.Or(s.Kind, "Deployment"), cmp.Or(s.Name, "prt-depl-modelhost-llama"), "apps/v1"
	if kind == "Rollout" {
		version = "argoproj.io/v1alpha1"
	}
	host := object(t, version, kind, name)
	if s.NoNamespace {
		require.NoError(t, host.PipeE(yaml.Get("metadata"), yaml.Clear("namespace")))
	}
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
	require.NoError(t, host.PipeE(yaml.LookupCreate(yaml.ScalarNode, "spec", "template", "metadata", "labels", "app"), yaml.Set(yaml.MustParse("llama"))))
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
