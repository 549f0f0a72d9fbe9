// Package rooted reads files below one directory, and none outside it: not by "..",
// not by an absolute path, and not by a symbolic link.
package rooted

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Root is a directory outside which nothing is read. A nil Root is the whole file system.
type Root struct {
	// Name is the directory's name in messages, and Fix their advice for a path that leads outside
	// it.
	Name, Fix string

	// dir is the real path of the directory: absolute, without symbolic links.
	dir  string
	disk *os.Root
	// aliases are paths that the caller uses for real ones.
	aliases []alias
}

type alias struct{ path, real string }

// ErrOutside is the error for a path that leads outside the root.
var ErrOutside = errors.New("it leads outside the root")

// ErrNotRegular is the error for something other than a regular file, such as a pipe or a
// device.
var ErrNotRegular = errors.New("it is not a regular file")

// Open opens a directory as a root. Its path may contain symbolic links.
func Open(dir string) (*Root, error) {
	abs, real, err := realPath(dir)
	if err != nil {
		return nil, err
	}
	disk, err := os.OpenRoot(real)
	if err != nil {
		return nil, withPath(err, dir)
	}
	return &Root{
		Name: "the root", Fix: "Copy it into the root, or choose a higher root", dir: real, disk: disk,
		aliases: []alias{{abs, real}},
	}, nil
}

func realPath(path string) (abs, real string, err error) {
	if abs, err = filepath.Abs(path); err != nil {
		return "", "", err
	}
	real, err = filepath.EvalSymlinks(abs)
	return abs, real, withPath(err, path)
}

// withPath returns a file system error with the path that the caller uses.
func withPath(err error, path string) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return &fs.PathError{Op: at.Op, Path: path, Err: at.Err}
	}
	return err
}

// Enter returns the root for the package at a path that the caller chose. Symbolic links outside
// the root may lead there.
func (r *Root) Enter(path string) (*Root, error) {
	if r == nil {
		return nil, nil
	}
	abs, real, err := realPath(path)
	if err != nil {
		return nil, err
	}
	if _, ok := below(r.dir, real); !ok {
		return nil, fmt.Errorf("%s: %w", path, ErrOutside)
	}
	entered := *r
	entered.aliases = append([]alias{{abs, real}}, r.aliases...)
	return &entered, nil
}

// below returns a path relative to a directory that contains it, "." for the directory itself.
func below(dir, path string) (rest string, ok bool) {
	rest, err := filepath.Rel(dir, path)
	return rest, err == nil && filepath.IsLocal(rest)
}

// Resolve returns the real path of a path. It looks at nothing outside the root, so errors do not
// reveal what is there.
func (r *Root) Resolve(path string) (string, error) {
	real, _, err := r.resolve(path)
	return real, err
}

func (r *Root) resolve(path string) (string, fs.FileInfo, error) {
	if r == nil {
		_, real, err := realPath(path)
		if err != nil {
			return "", nil, err
		}
		info, err := os.Stat(real)
		return real, info, withPath(err, path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", nil, err
	}
	real, info, err := r.walk(r.aliased(abs))
	if err != nil {
		return "", nil, &fs.PathError{Op: "lstat", Path: path, Err: err}
	}
	return real, info, nil
}

func (r *Root) aliased(abs string) string {
	for _, a := range r.aliases {
		if rest, ok := below(a.path, abs); ok {
			return filepath.Join(a.real, rest)
		}
	}
	return abs
}

// maxLinks is the maximum number of symbolic links in a path, as in the kernel.
const maxLinks = 40

// Inside returns the root for the package at a path, or the root itself if the package was
// not read through it.
func (r *Root) Inside(path string) *Root {
	if inside, err := r.Enter(path); err == nil {
		return inside
	}
	return r
}

// RealPath returns a path without symbolic links, or the path itself if it leads nowhere.
func RealPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// walk follows an absolute path, name by name. Above the root it accepts only the root's own path,
// and looks at nothing.
func (r *Root) walk(abs string) (real string, info fs.FileInfo, err error) {
	at, names := split(abs)
	for links := 0; len(names) > 0; {
		name := names[0]
		names = names[1:]
		switch name {
		case "", ".":
			continue
		case "..":
			at = filepath.Dir(at)
			continue
		}
		next := filepath.Join(at, name)
		if _, isAbove := below(next, r.dir); isAbove {
			at = next
			continue
		}
		rest, ok := below(r.dir, next)
		if !ok {
			return "", nil, ErrOutside
		}
		info, err := r.disk.Lstat(rest)
		switch {
		case err != nil:
			return "", nil, Cause(err)
		case info.Mode()&fs.ModeSymlink == 0:
			if at = next; !info.IsDir() && len(names) > 0 {
				return "", nil, syscall.ENOTDIR
			}
			continue
		}
		if links++; links > maxLinks {
			return "", nil, syscall.ELOOP
		}
		target, err := r.disk.Readlink(rest)
		if err != nil {
			return "", nil, Cause(err)
		}
		if filepath.IsAbs(target) {
			var more []string
			at, more = split(r.aliased(filepath.Clean(target)))
			names = append(more, names...)
			continue
		}
		names = append(strings.Split(filepath.ToSlash(target), "/"), names...)
	}
	rest, ok := below(r.dir, at)
	if !ok {
		return "", nil, ErrOutside
	}
	if info, err = r.disk.Lstat(rest); err != nil {
		return "", nil, Cause(err)
	}
	return at, info, nil
}

// split splits an absolute path into its start and its names.
func split(abs string) (start string, names []string) {
	start = filepath.VolumeName(abs) + string(filepath.Separator)
	return start, strings.Split(filepath.ToSlash(strings.TrimPrefix(abs, start)), "/")
}

// Cause returns a file system error without its path, which messages contain already.
func Cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// Stat describes the file at a path, following symbolic links.
func (r *Root) Stat(path string) (fs.FileInfo, error) {
	if r == nil {
		return os.Stat(path)
	}
	_, info, err := r.resolve(path)
	return info, err
}

// ReadFile reads a regular file. It rejects anything else: reading a pipe would block.
func (r *Root) ReadFile(path string) ([]byte, error) {
	if r == nil {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, err
		case !info.Mode().IsRegular():
			return nil, ErrNotRegular
		}
		return os.ReadFile(path)
	}
	real, info, err := r.resolve(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrNotRegular
	}
	rest, _ := below(r.dir, real)
	// If the path has changed since, the kernel still keeps it inside.
	file, err := r.disk.Open(rest)
	if err != nil {
		return nil, withPath(err, path)
	}
	defer func() { _ = file.Close() }() // the file was only read
	text, err := io.ReadAll(file)
	return text, withPath(err, path)
}

// WalkDir visits the files below a directory as filepath.WalkDir does, by paths that begin with the
// directory's. It follows a symbolic link to the directory, but none below it.
func (r *Root) WalkDir(dir string, visit fs.WalkDirFunc) error {
	if r == nil {
		return filepath.WalkDir(dir, visit)
	}
	real, _, err := r.resolve(dir)
	if err != nil {
		return visit(dir, nil, err)
	}
	start, _ := below(r.dir, real)
	return fs.WalkDir(r.disk.FS(), filepath.ToSlash(start), func(path string, entry fs.DirEntry, err error) error {
		rest, _ := below(start, filepath.FromSlash(path))
		return visit(filepath.Join(dir, rest), entry, withPath(err, filepath.Join(dir, rest)))
	})
}

// Outside returns a one-line error for something that leads outside; what names it.
func (r *Root) Outside(what string) error {
	return fmt.Errorf("%s leads outside %s and is not read. %s", what, r.Name, r.Fix)
}

// Holds reports whether all paths are inside the root. They need not exist.
func (r *Root) Holds(paths ...string) bool {
	return !slices.ContainsFunc(paths, func(path string) bool {
		_, err := r.Resolve(path)
		return errors.Is(err, ErrOutside)
	})
}
