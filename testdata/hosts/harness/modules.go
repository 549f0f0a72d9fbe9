package harness

import (
	"debug/buildinfo"
	"testing"
)

// Modules returns the versions of the modules that a binary was built from.
func Modules(t testing.TB, file string) map[string]string {
	t.Helper()
	info, err := buildinfo.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]string{info.Main.Path: info.Main.Version}
	for _, m := range info.Deps {
		modules[m.Path] = m.Version
	}
	return modules
}
