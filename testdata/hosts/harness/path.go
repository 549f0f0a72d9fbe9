package harness

import "os"

// WithFirst returns PATH with a folder in front.
func WithFirst(dir string) string {
	return dir + string(os.PathListSeparator) + os.Getenv("PATH")
}
