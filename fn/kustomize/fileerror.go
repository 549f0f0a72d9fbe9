package kustomize

import "fmt"

// FileError is an error in a file of a build.
type FileError struct {
	// File is named as the caller of the build names its directory.
	File    string
	Message string
}

func (e *FileError) Error() string { return e.File + ": " + e.Message }

// newFileError returns a FileError about a field; the field may be empty.
func newFileError(file, field, format string, args ...any) *FileError {
	message := fmt.Sprintf(format, args...)
	if field != "" {
		message = field + ": " + message
	}
	return &FileError{file, message}
}
