package harness

import "os"

// WithFirst is PATH with a folder before all others.
func WithFirst(dir string) string {
	return dir + string(os.PathListSeparator) + os.Getenv("PATH")
}
