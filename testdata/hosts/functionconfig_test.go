package hosts

import (
	"regexp"
	"sort"
	"strings"
)

var functionConfigKind = regexp.MustCompile(`(?m)^kind: ScaleModelHosts\b`)

// functionConfig names the file of a tree that holds the function's config,
// "" if there is none: the folder's own before that of a subfolder. A host takes
// it out of the package, so a second run over the rendered stream must be given it.
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
