package hosts

import (
	"regexp"
	"sort"
	"strings"
)

var functionConfigKind = regexp.MustCompile(`(?m)^kind: ScaleModelHosts\b`)

// functionConfig returns the file of a tree that contains the functionConfig, or "": the
// folder's own before that of a subfolder. An orchestrator removes it from the package, so
// that rendering the stream again needs it as an argument.
func (files tree) functionConfig() string {
	found := []string{}
	for name := range files.where(func(name, text string) bool {
		return strings.HasSuffix(name, ".yaml") && functionConfigKind.MatchString(text)
	}) {
		found = append(found, name)
	}
	sort.Slice(found, func(i, j int) bool {
		if a, b := strings.Count(found[i], "/"), strings.Count(found[j], "/"); a != b {
			return a < b
		}
		return found[i] < found[j]
	})
	if len(found) == 0 {
		return ""
	}
	return found[0]
}
