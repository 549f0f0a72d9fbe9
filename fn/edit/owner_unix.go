//go:build unix

package edit

import (
	"io/fs"
	"os"
	"syscall"
)

// hardLinks is how many names a file has.
func hardLinks(info fs.FileInfo) int {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Nlink)
	}
	return 1
}

// keepOwner gives a new file the owner and group of the old one. Only root can give a
// file to others; if that fails, the text matters more.
func keepOwner(file *os.File, info fs.FileInfo) error {
	now, err := file.Stat()
	if err != nil {
		return err
	}
	was, ok := info.Sys().(*syscall.Stat_t)
	is, known := now.Sys().(*syscall.Stat_t)
	if ok && known && (was.Uid != is.Uid || was.Gid != is.Gid) {
		if err := file.Chown(int(was.Uid), int(was.Gid)); err != nil {
			_ = file.Chown(-1, int(was.Gid)) // as much as is allowed
		}
	}
	return nil
}

// syncDir has the disk keep a folder's names.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not every file system can
	return d.Close()
}
