package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

const installLong = `Copy this program into DIR, as scale-modelhosts.

Use it in an init container to provide the program to another container of the pod,
because the image has no shell and no cp. DIR must exist; usually it is a mounted
volume. An earlier copy is replaced atomically.`

func newInstall() *cobra.Command {
	return &cobra.Command{
		Use:               "install DIR",
		Short:             "Copy this program into a folder, for init containers",
		Long:              installLong,
		Example:           "  scale-modelhosts install /custom-tools",
		ValidArgsFunction: folders,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return nil
			}
			return usageError{fmt.Errorf("install takes one folder, DIR, but got %d arguments; see --help", len(args))}
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
				return fmt.Errorf("folder %q does not exist; mount the volume that the other container uses there", args[0])
			}
			if err := installInto(args[0]); err != nil {
				return fmt.Errorf("cannot install into %s: %w", args[0], err)
			}
			return nil
		},
	}
}

// installInto writes a temporary file and renames it, so that no container runs an
// incomplete program.
func installInto(dir string) (err error) {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	from, err := os.Open(self)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }() // it was read only
	to, err := os.CreateTemp(dir, ".scale-modelhosts-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(to.Name()))
		}
	}()
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Chmod(0o755), to.Close()); err != nil {
		return err
	}
	return os.Rename(to.Name(), filepath.Join(dir, "scale-modelhosts"))
}
