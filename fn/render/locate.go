package render

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// addFiles adds the files that findings are about. kustomize tracks them only on request, which
// takes time, so this is done only after a build has failed.
func addFiles(findings finding.List, dir string, o Options) finding.List {
	result, err := checkKustomization(dir, o)
	if err != nil {
		return findings
	}
	files := make(map[finding.Finding]string, len(result.Findings))
	for _, f := range result.Findings {
		file := f.File
		f.File = ""
		files[f] = file
	}
	for i, f := range findings {
		if f.File == "" {
			findings[i].File = files[f]
		}
	}
	return findings
}

func resourceOf(item *yaml.RNode) finding.Resource {
	return finding.Resource{
		APIVersion: item.GetApiVersion(), Kind: item.GetKind(),
		Namespace: item.GetNamespace(), Name: item.GetName(),
	}
}
