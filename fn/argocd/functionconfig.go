package argocd

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"

	"modelhost.dev/scale-modelhosts/fn/rooted"
)

// ReadConfig reads the file that the request names as the functionConfig, relative to the
// application's folder. The file must be in the repository: anyone who may write an Application
// must not be able to read other files of the sidecar, by .. or by a link.
func (r Request) ReadConfig(dir string, root *rooted.Root) ([]byte, error) {
	if path.IsAbs(r.Config) {
		return nil, r.rejected("is an absolute path; use a path relative to the application's folder")
	}
	root, err := root.Enter(dir)
	if err != nil {
		return nil, r.rejected("cannot be read: the application's folder is not in the repository")
	}
	text, err := root.ReadFile(filepath.Join(dir, filepath.FromSlash(r.Config)))
	switch {
	case errors.Is(err, rooted.ErrOutside):
		return nil, r.rejected("leads outside the repository; use a path inside it")
	case errors.Is(err, rooted.ErrNotRegular):
		return nil, r.rejected("is not a regular file; name one in the application's folder")
	case errors.Is(err, fs.ErrNotExist):
		return nil, r.rejected("is not in the repository; give its path relative to the application's folder")
	case err != nil:
		return nil, r.rejected("cannot be read: " + reason(err))
	}
	return text, nil
}

func (r Request) rejected(why string) error {
	return fmt.Errorf("the Application's functionConfig %q %s", r.Config, why)
}

// reason returns why a file cannot be read, without its path in the sidecar.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}
