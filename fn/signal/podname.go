package signal

import (
	"fmt"
	"iter"
	"regexp"
	"strings"
)

// The name of a Deployment's pod is <deployment>-<hash>- and five more characters, that of a
// StatefulSet's pod <statefulset>-<ordinal>. The part before the five characters is cut to
// 58, so that the name has at most 63.
const (
	podNameBase = 58
	hashLength  = 10
	podSuffix   = "[a-z0-9]{5}"
)

// MinNameLength is how many characters of a workload's name its pods' names keep at least,
// unless the name is shorter.
const MinNameLength = podNameBase

// PodRegex returns a regular expression, escaped for a double-quoted PromQL string, that
// matches the names of a workload's pods. It matches no pod of another Deployment, Rollout
// or StatefulSet, unless both names are so long that their pods' names are cut alike. (Pods
// of a Job named <deployment>-<word> have names of the same form.)
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
		// The dash after the hash may be cut, or the hash itself.
		return fmt.Sprintf("%s[a-z0-9-]{1,%d}%s", quote(base), room, podSuffix)
	}
	return fmt.Sprintf("%s[a-z0-9]{1,%d}-%s", quote(base), hashLength, podSuffix)
}

// quote escapes name for a regular expression within a PromQL string.
func quote(name string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(name), `\`, `\\`)
}

// PodNames yields examples of names of a workload's pods, of every form that Kubernetes
// generates, to try expressions on. Most expressions accept the first.
func PodNames(kind, name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if kind == "StatefulSet" {
			for _, ordinal := range []string{"0", "1", "11", "123"} {
				if !yield(name + "-" + ordinal) {
					return
				}
			}
			return
		}
		for _, hash := range []string{"7d8f9c6b", "bcdfghjk", "5f4b8c9d7", "bcdfghjkl", "245678924", "6b9f8d7c54", "bcdfghjklm", "2456789245"} {
			base := name + "-" + hash + "-"
			base = base[:min(len(base), podNameBase)]
			for _, end := range []string{"x2z4q", "bcdfg", "24567"} {
				if !yield(base + end) {
					return
				}
			}
		}
	}
}

// PodName returns an example of a name of a workload's pod.
func PodName(kind, name string) string {
	for pod := range PodNames(kind, name) {
		return pod
	}
	return ""
}

// IsPodRegex reports whether a regular expression, unescaped, is that of PodRegex.
func IsPodRegex(expression, kind, name string) bool {
	return expression == strings.ReplaceAll(PodRegex(kind, name), `\\`, `\`)
}
