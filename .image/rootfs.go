package main

import (
	"archive/tar"
	"bytes"
	_ "embed"
	"io"
	"os"
	"path"
	"path/filepath"
	"time"
)

// file is one file of the image.
type file struct {
	path string // from the root, without a leading slash
	mode os.FileMode
	text []byte
}

// rootfs holds all files of the image, in order, and their common time.
type rootfs struct {
	files []file
	at    time.Time
}

// passwd contains the user nobody: kustomize and kpt run functions with --user nobody, and a
// user name, unlike a number, must exist in the image.
//
//go:embed passwd
var passwd []byte

func newRootfs(program binary, licences []file) (rootfs, error) {
	at, err := program.created()
	files := append([]file{{"etc/passwd", 0o644, passwd}}, licences...)
	return rootfs{append(files, file{"scale-modelhosts", 0o755, program.text}), at}, err
}

// size returns the total size of all files, unpacked.
func (r rootfs) size() (bytes int64) {
	for _, f := range r.files {
		bytes += int64(len(f.text))
	}
	return bytes
}

// folders returns the folders of the files, each after its parent.
func (r rootfs) folders() []string {
	var all []string
	seen := map[string]bool{".": true}
	var add func(string)
	add = func(dir string) {
		if seen[dir] {
			return
		}
		add(path.Dir(dir))
		seen[dir], all = true, append(all, dir)
	}
	for _, f := range r.files {
		add(path.Dir(f.path))
	}
	return all
}

// tar writes the files as a layer: owned by root, with one time, in one order.
func (r rootfs) tar(to io.Writer) error {
	w := tar.NewWriter(to)
	for _, dir := range r.folders() {
		if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: dir + "/", Mode: 0o755, ModTime: r.at}); err != nil {
			return err
		}
	}
	for _, f := range r.files {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: f.path, Mode: int64(f.mode), Size: int64(len(f.text)), ModTime: r.at}
		if err := w.WriteHeader(header); err != nil {
			return err
		}
		if _, err := io.Copy(w, bytes.NewReader(f.text)); err != nil {
			return err
		}
	}
	return w.Close()
}

// stage writes the files into a folder, which must be new or empty.
func (r rootfs) stage(dir string) error {
	folders := append([]string{"."}, r.folders()...)
	for _, folder := range folders {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(folder)), 0o755); err != nil {
			return err
		}
	}
	for _, f := range r.files {
		name := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.WriteFile(name, f.text, f.mode); err != nil {
			return err
		}
		if err := r.settle(name, f.mode); err != nil {
			return err
		}
	}
	// Writing into a folder changes its time, so the folders come last.
	for _, folder := range folders {
		if err := r.settle(filepath.Join(dir, filepath.FromSlash(folder)), 0o755); err != nil {
			return err
		}
	}
	return nil
}

// settle sets the mode and the time to those of the layer, whatever the umask.
func (r rootfs) settle(name string, mode os.FileMode) error {
	if err := os.Chmod(name, mode); err != nil {
		return err
	}
	return os.Chtimes(name, r.at, r.at)
}
