package render

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// located names the files that findings are about. Kustomize tells them only
// when asked, which takes its time, so that it is asked when a build has failed.
func located(findings finding.List, dir string, o Options) finding.List {
	in, err := loadKustomization(dir, Options{Config: o.Config, Root: o.Root})
	if err != nil {
		return findings
	}
	files := make(map[finding.Resource]string, len(in.Items))
	for _, item := range in.Items {
		files[identity(item)] = fileOf(item)
	}
	for i, f := range findings {
		if f.File == "" {
			findings[i].File = files[f.Resource]
		}
	}
	return findings
}

func identity(item *yaml.RNode) finding.Resource {
	return finding.Resource{
		APIVersion: item.GetApiVersion(), Kind: item.GetKind(),
		Namespace: item.GetNamespace(), Name: item.GetName(),
	}
}
