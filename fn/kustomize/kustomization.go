package kustomize

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"sigs.k8s.io/kustomize/api/konfig"

	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// IsKustomization reports whether a path is a directory with a kustomization file.
func IsKustomization(path string, root *rooted.Root) (bool, error) {
	info, err := root.Stat(path)
	if err != nil {
		return false, fmt.Errorf("cannot read the package: %w", err)
	}
	if !info.IsDir() {
		return false, fmt.Errorf("%s is a file; give its directory, or pipe it in and give -", path)
	}
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		file := filepath.Join(path, name)
		switch info, err := root.Stat(file); {
		case errors.Is(err, rooted.ErrOutside):
			return false, newFileError(file, "", "%s", root.Outside("the file is a symbolic link that"))
		case err == nil && !info.IsDir():
			return true, nil
		}
	}
	return false, nil
}

// FileName returns the name of the kustomization file in a folder, "" if there is none.
func FileName(dir string) string {
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && !info.IsDir() {
			return name
		}
	}
	return ""
}
