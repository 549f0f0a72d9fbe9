package signal

import (
	"fmt"
	"regexp"
	"strings"
)

// A Deployment's pod is called <deployment>-<hash>- and five characters more,
// a StatefulSet's <statefulset>-<ordinal>. What stands before the five
// characters is cut after 58, so that the name stays within 63.
const (
	podNameBase = 58
	hashLength  = 10
	podSuffix   = "[a-z0-9]{5}"
)

// MinNameLength is how many characters of a workload's name the names of its pods keep at
// least, unless the name is shorter.
const MinNameLength = podNameBase

// PodRegex matches the names of a workload's pods as it stands inside a
// double-quoted PromQL string. It matches no pod of another Deployment, Rollout or
// StatefulSet, unless both names are too long for pods' names to tell. (A Job
// called <deployment>-<word> has pods of the same form.)
func PodRegex(kind, name string) string {
	if kind == "StatefulSet" {
		return quote(name) + "-[0-9]+"
	}
	base := name + "-"
	room := podNameBase - len(base)
	switch {
	case room <= 0:
		return quote(base[:podNameBase]) + podSuffix
	case room <= hashLength:
		// The dash behind the hash may be cut, or the hash itself.
		return fmt.Sprintf("%s[a-z0-9-]{1,%d}%s", quote(base), room, podSuffix)
	}
	return fmt.Sprintf("%s[a-z0-9]{1,%d}-%s", quote(base), hashLength, podSuffix)
}

// quote escapes name for a regular expression, and that for a PromQL string.
func quote(name string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(name), `\`, `\\`)
}

// PodNames are names that a workload's pods may have, of every length and sort of
// letters that Kubernetes makes, to try expressions on.
func PodNames(kind, name string) []string {
	if kind == "StatefulSet" {
		return []string{name + "-0", name + "-1", name + "-11", name + "-123"}
	}
	var names []string
	for _, hash := range []string{"7d8f9c6b", "bcdfghjk", "5f4b8c9d7", "bcdfghjkl", "245678924", "6b9f8d7c54", "bcdfghjklm", "2456789245"} {
		base := name + "-" + hash + "-"
		base = base[:min(len(base), podNameBase)]
		for _, end := range []string{"x2z4q", "bcdfg", "24567"} {
			names = append(names, base+end)
		}
	}
	return names
}

// IsPodRegex says whether a regular expression is PodRegex's, as Prometheus reads it.
func IsPodRegex(expression, kind, name string) bool {
	return expression == strings.ReplaceAll(PodRegex(kind, name), `\\`, `\`)
}
