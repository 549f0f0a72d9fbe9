//go:build unix

package edit

import (
	"io/fs"
	"os"
	"syscall"
)

// hardLinks returns the number of names that a file has.
func hardLinks(info fs.FileInfo) int {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Nlink)
	}
	return 1
}

// keepOwner gives a new file the owner and group of the old one. Only root can give a file to
// another user; if that fails, the edit is still worth writing.
func keepOwner(file *os.File, info fs.FileInfo) error {
	now, err := file.Stat()
	if err != nil {
		return err
	}
	was, ok := info.Sys().(*syscall.Stat_t)
	is, known := now.Sys().(*syscall.Stat_t)
	if ok && known && (was.Uid != is.Uid || was.Gid != is.Gid) {
		if err := file.Chown(int(was.Uid), int(was.Gid)); err != nil {
			_ = file.Chown(-1, int(was.Gid)) // the group alone may be allowed
		}
	}
	return nil
}

// syncDir flushes a folder's file names to disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not every file system supports this
	return d.Close()
}
