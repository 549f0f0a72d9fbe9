package source

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/kyaml/kio/kioutil"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// ReadFolder reads a folder without a kustomization: every YAML file below it, in the order of the
// paths. It also returns the names of the files, including Kptfiles.
func (t *Reader) ReadFolder(dir string) (files []string, docs []*yaml.RNode, err error) {
	if files, err = t.list(dir); err != nil {
		return nil, nil, err
	}
	if files, err = t.withoutKustomizations(dir, files); err != nil {
		return nil, nil, err
	}
	if slices.Contains(files, "Chart.yaml") && !t.lenient {
		return nil, nil, fmt.Errorf("%s is a Helm chart, which only Helm renders; pipe `helm template` into `scale-modelhosts render -`, or give a folder with its output", dir)
	}
	files = t.withoutJSON(dir, files)
	if docs, err = t.ReadFiles(dir, files); err != nil {
		if failed := (finding.Failure{}); errors.As(err, &failed) {
			err = failed.At(dir)
		}
		return nil, nil, err
	}
	if len(docs) == 0 && (!t.lenient || len(t.Skipped)+len(t.Failures)+len(files) == 0) {
		return nil, nil, fmt.Errorf("%s has no kustomization.yaml and no YAML files with objects", dir)
	}
	return files, docs, nil
}

// ReadFiles reads the objects of the files of a package. An error names its file as the
// package does.
func (t *Reader) ReadFiles(dir string, files []string) ([]*yaml.RNode, error) {
	var docs []*yaml.RNode
	for _, file := range files {
		if filepath.Base(file) == Kptfile {
			continue
		}
		objects, err := t.ReadFile(dir, file)
		if err != nil {
			return nil, finding.Failure{File: file, Message: err.Error()}
		}
		docs = append(docs, objects...)
	}
	return docs, nil
}

// withoutKustomizations leaves out the folders that are kustomizations: their patches are not
// objects, and only kustomize knows what they build.
func (t *Reader) withoutKustomizations(dir string, files []string) ([]string, error) {
	var folders []string
	for _, file := range files {
		folder := path.Dir(file)
		if !slices.Contains(konfig.RecognizedKustomizationFileNames(), path.Base(file)) || t.lenient && within(folders, file) {
			continue
		}
		if folder == "." { // otherwise the package would be a kustomization
			if _, err := t.Root.ReadFile(filepath.Join(dir, file)); err != nil {
				if err := t.rejectFile(file, err); err != nil {
					return nil, fmt.Errorf("%s: %w", filepath.Join(dir, file), err)
				}
			}
			continue
		}
		if !t.lenient {
			return nil, fmt.Errorf("%s: a kustomization below a folder that has none; render %s itself, or list it in a kustomization.yaml",
				filepath.Join(dir, file), filepath.Join(dir, folder))
		}
		folders = append(folders, folder)
		t.Skip(finding.Skipped{Kind: finding.KindKustomization, File: file, Reason: "it is a separate kustomization, below a folder that is not one", Hint: "check " + filepath.Join(dir, folder) + " by itself"})
	}
	return slices.DeleteFunc(files, func(file string) bool {
		return within(folders, file) || slices.Contains(konfig.RecognizedKustomizationFileNames(), file)
	}), nil
}

func within(folders []string, file string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(file, folder+"/") })
}

// withoutJSON leaves out JSON files, as kpt does. It records those with objects, since other tools,
// such as kubectl, read them.
func (t *Reader) withoutJSON(dir string, files []string) []string {
	return slices.DeleteFunc(files, func(file string) bool {
		if path.Ext(file) != ".json" {
			return false
		}
		if t.lenient {
			t.SkipJSON(dir, file)
		}
		return true
	})
}

// SkipJSON skips a JSON file, and records it if it has objects.
func (t *Reader) SkipJSON(dir, file string) {
	text, err := t.Root.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Skip(finding.Skipped{Kind: finding.KindJSON, File: file, Reason: "it cannot be read"})
		return
	}
	if bytes.Contains(text, []byte(`"apiVersion"`)) && bytes.Contains(text, []byte(`"kind"`)) {
		t.Skip(finding.Skipped{Kind: finding.KindJSON, File: file, Reason: "the files of a package are YAML", Hint: "check it by itself: scale-modelhosts check " + filepath.Join(dir, file)})
	}
}

// list returns the YAML and JSON files and the Kptfiles below a folder, sorted. It leaves out a
// symbolic link to a file that is listed anyway, except in a kpt package, because kpt reads both.
func (t *Reader) list(dir string) ([]string, error) {
	var files []string
	links := map[string]bool{}
	w := &Walk{Visit: func(rel string, isLink bool) bool {
		if !slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(rel)) && path.Base(rel) != Kptfile {
			return false
		}
		files = append(files, rel)
		links[rel] = isLink
		return true
	}}
	err := t.Walk(dir, w)
	switch failure := (finding.Failure{}); {
	case errors.As(err, &failure):
		failure.File = filepath.Join(dir, failure.File)
		return nil, failure
	case err != nil:
		return nil, fmt.Errorf("%s: cannot be read: %w", dir, rooted.Cause(err))
	}
	slices.Sort(files)
	t.Skipped = append(t.Skipped, w.SkippedLinks(dir)...)
	return slices.DeleteFunc(files, func(file string) bool {
		return links[file] && !inKpt(files, file) && slices.Contains(files, w.Target(file)) && !links[w.Target(file)]
	}), nil
}

// ReadFile reads the objects of one file and annotates them with its name.
func (t *Reader) ReadFile(dir, file string) ([]*yaml.RNode, error) {
	text, err := t.Root.ReadFile(filepath.Join(dir, file))
	switch {
	case errors.Is(err, rooted.ErrOutside):
		return nil, errLink{t.Root}
	case err != nil:
		return nil, t.rejectFile(file, err)
	}
	objects, err := t.Parse(text, file)
	if err != nil {
		return nil, err
	}
	return objects, SetFiles(objects, file)
}

// errLink is the error for a file of the package that is a symbolic link to a file outside it.
type errLink struct{ root *rooted.Root }

func (e errLink) Error() string { return e.root.Outside("the file is a symbolic link that").Error() }

func SetFile(object *yaml.RNode, file string, index int) error {
	return object.PipeE(
		yaml.Tee(yaml.SetAnnotation(kioutil.PathAnnotation, file)),
		yaml.Tee(yaml.SetAnnotation(kioutil.IndexAnnotation, fmt.Sprint(index))))
}

func FileOf(object *yaml.RNode) string {
	return object.GetAnnotations(kioutil.PathAnnotation)[kioutil.PathAnnotation]
}
