package cli

import (
	"io"
	"os"
	"syscall"
)

// isClosed reports whether the program was started without a standard output. Go's runtime then
// opens the null device for reading and writing instead, so writes succeed. A shell's >/dev/null
// opens it for writing only; a null device that another program opened for both cannot be
// distinguished, and counts as closed.
func isClosed(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok || file != os.Stdout {
		return false
	}
	info, err := file.Stat()
	if err != nil {
		return true
	}
	null, err := os.Stat(os.DevNull)
	if err != nil || !os.SameFile(info, null) {
		return false
	}
	flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, uintptr(syscall.Stdout), syscall.F_GETFL, 0)
	return errno == 0 && flags&syscall.O_ACCMODE == syscall.O_RDWR
}
