package render

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
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

// loadFolder reads a folder without a kustomization: every YAML file below it,
// in the order of their paths.
func loadFolder(dir string, o Options, t *tolerance) (loaded, error) {
	t.root = o.Root
	files, err := t.list(dir)
	if err != nil {
		return loaded{}, err
	}
	if files, err = t.withoutKustomizations(dir, files); err != nil {
		return loaded{}, err
	}
	if slices.Contains(files, "Chart.yaml") && !t.lenient {
		return loaded{}, fmt.Errorf("%s is a Helm chart, which only Helm renders; pipe `helm template` into `scale-modelhosts render -`, or give a folder with its output", dir)
	}
	files = t.withoutJSON(dir, files)
	docs, err := t.readFiles(dir, files)
	if err != nil {
		return loaded{}, err
	}
	if len(docs) == 0 && (!t.lenient || len(t.skipped)+len(t.failures)+len(files) == 0) {
		return loaded{}, fmt.Errorf("%s has no kustomization.yaml and no YAML files with objects", dir)
	}
	l, err := t.input(dir, files, docs, o)
	if failure := (finding.Failure{}); errors.As(err, &failure) {
		failure.File = filepath.Join(dir, failure.File)
		return loaded{}, failure
	}
	return l, err
}

// readFiles reads the objects of the files of a package.
func (t *tolerance) readFiles(dir string, files []string) ([]*yaml.RNode, error) {
	var docs []*yaml.RNode
	for _, file := range files {
		if filepath.Base(file) == kptfileName {
			continue
		}
		objects, err := t.readFile(dir, file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(dir, file), err)
		}
		docs = append(docs, objects...)
	}
	return docs, nil
}

// input returns a package of the objects of its files.
func (t *tolerance) input(dir string, files []string, docs []*yaml.RNode, o Options) (loaded, error) {
	items, pipelines, err := t.pipelines(dir, files, docs, o)
	if err != nil {
		return loaded{}, err
	}
	return o.load(items, pipelines), nil
}

// withoutKustomizations leaves out the folders below that are kustomizations: their
// patches are no objects, and what comes out of them only kustomize knows.
func (t *tolerance) withoutKustomizations(dir string, files []string) ([]string, error) {
	var folders []string
	for _, file := range files {
		folder := path.Dir(file)
		if !slices.Contains(konfig.RecognizedKustomizationFileNames(), path.Base(file)) || t.lenient && within(folders, file) {
			continue
		}
		if folder == "." { // or the package would be a kustomization
			if _, err := t.root.ReadFile(filepath.Join(dir, file)); err != nil {
				if err := t.file(file, err); err != nil {
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
		t.skip(finding.Skipped{Kind: finding.KindKustomization, File: file, Reason: "it is a separate kustomization, below a folder that is not one", Hint: "check " + filepath.Join(dir, folder) + " by itself"})
	}
	return slices.DeleteFunc(files, func(file string) bool {
		return within(folders, file) || slices.Contains(konfig.RecognizedKustomizationFileNames(), file)
	}), nil
}

func within(folders []string, file string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(file, folder+"/") })
}

// withoutJSON leaves JSON files out, as kpt does. Those with objects are named: others,
// such as kubectl, read them.
func (t *tolerance) withoutJSON(dir string, files []string) []string {
	return slices.DeleteFunc(files, func(file string) bool {
		if path.Ext(file) != ".json" {
			return false
		}
		if t.lenient {
			t.json(dir, file)
		}
		return true
	})
}

// json skips a JSON file, and names it if it has objects.
func (t *tolerance) json(dir, file string) {
	text, err := t.root.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.skip(finding.Skipped{Kind: finding.KindJSON, File: file, Reason: "it cannot be read"})
		return
	}
	if bytes.Contains(text, []byte(`"apiVersion"`)) && bytes.Contains(text, []byte(`"kind"`)) {
		t.skip(finding.Skipped{Kind: finding.KindJSON, File: file, Reason: "the files of a package are YAML", Hint: "check it by itself: scale-modelhosts check " + filepath.Join(dir, file)})
	}
}

// list gives the YAML and JSON files and the Kptfiles below dir, sorted. What starts with a
// dot, such as .git and .github, is no part of a package, nor is what kpt ignores.
func (t *tolerance) list(given string) ([]string, error) {
	var files []string
	dir := filepath.Clean(given)
	if t.root == nil {
		dir = real(dir) // a link to a folder is not walked
	}
	links := newLinked(dir, t.root)
	ignored := newIgnores(dir, t.root)
	secondNames := map[string]bool{}
	err := t.root.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(dir, path)
		switch {
		case err != nil && rel != ".":
			if err := t.file(filepath.ToSlash(rel), err); err != nil {
				return fmt.Errorf("%s: %w", filepath.Join(given, rel), err)
			}
			if entry != nil && entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case err != nil:
			return fmt.Errorf("%s: cannot be read: %s", given, reason(err))
		case relErr != nil:
			return relErr
		}
		name := entry.Name()
		switch {
		case strings.HasPrefix(name, ".") && path != dir:
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case entry.IsDir():
			skipped, err := ignored.enter(path)
			switch {
			case err != nil && t.lenient:
				failure := finding.Failure{File: filepath.ToSlash(filepath.Join(rel, ignoreFile)), Message: err.Error()}
				if errors.As(err, &errLink{}) {
					return failure
				}
				t.failures = append(t.failures, failure)
			case err != nil:
				return fmt.Errorf("%s: %w", filepath.Join(given, rel, ignoreFile), err)
			case skipped:
				return filepath.SkipDir
			}
			links.enter(rel)
			return nil
		case ignored.match(path, false):
			return nil
		}
		if ext := filepath.Ext(name); ext == ".yaml" || ext == ".yml" || ext == ".json" || name == kptfileName {
			files = append(files, filepath.ToSlash(rel))
			secondNames[filepath.ToSlash(rel)] = entry.Type()&fs.ModeSymlink != 0
			return nil
		}
		links.take(rel, entry)
		return nil
	})
	slices.Sort(files)
	t.skipped = append(t.skipped, links.unfollowed(given)...)
	files = slices.DeleteFunc(files, func(file string) bool {
		return secondNames[file] && !inKpt(files, file) && slices.Contains(files, links.target(file)) && !secondNames[links.target(file)]
	})
	return files, err
}

// readFile reads the objects of one file, which they name in their annotations.
func (t *tolerance) readFile(dir, file string) ([]*yaml.RNode, error) {
	text, err := t.root.ReadFile(filepath.Join(dir, file))
	switch {
	case errors.Is(err, rooted.ErrOutside):
		return nil, errLink{t.root}
	case err != nil:
		return nil, t.file(file, err)
	}
	objects, err := t.parse(text, file)
	if err != nil {
		return nil, err
	}
	return objects, setFiles(objects, file)
}

// errLink is the error for a file of the package that is a symbolic link to one outside.
type errLink struct{ root *rooted.Root }

func (e errLink) Error() string { return e.root.Outside("the file is a symbolic link that").Error() }

func setFile(object *yaml.RNode, file string, index int) error {
	return object.PipeE(
		yaml.Tee(yaml.SetAnnotation(kioutil.PathAnnotation, file)),
		yaml.Tee(yaml.SetAnnotation(kioutil.IndexAnnotation, fmt.Sprint(index))))
}

func fileOf(object *yaml.RNode) string {
	return object.GetAnnotations(kioutil.PathAnnotation)[kioutil.PathAnnotation]
}
