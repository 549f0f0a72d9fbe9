package render

import (
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// addFiles names the files that findings are about. Kustomize tells them only
// when asked, which takes its time, so that it is asked when a build has failed.
func addFiles(findings finding.List, dir string, o Options) finding.List {
	j, err := checkKustomization(dir, o)
	if err != nil {
		return findings
	}
	files := make(map[finding.Finding]string, len(j.Findings))
	for _, f := range j.Findings {
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
