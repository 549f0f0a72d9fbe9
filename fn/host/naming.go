package host

import (
	"strings"

	"modelhost.dev/scale-modelhosts/config"
)

// pattern is a naming pattern, split around its {key}.
type pattern struct{ before, after string }

func newPattern(text string) pattern {
	before, after, _ := strings.Cut(text, "{key}")
	return pattern{before, after}
}

// parts are a name as a pattern sees it: what hosts put around it, and the key.
type parts struct{ prefix, key, suffix string }

// match finds the pattern inside a name.
func (p pattern) match(name string) (parts, bool) {
	start := strings.Index(name, p.before)
	if start < 0 {
		return parts{}, false
	}
	rest := name[start+len(p.before):]
	end := len(rest)
	if p.after != "" {
		end = strings.LastIndex(rest, p.after)
	}
	if end < 1 {
		return parts{}, false
	}
	found := parts{prefix: name[:start], key: rest[:end]}
	if p.after != "" {
		found.suffix = rest[end+len(p.after):]
	}
	return found, true
}

// name is the pattern's name for the same parts: prefixes and suffixes stay, so
// that it makes no difference whether they are put on before or after.
func (p pattern) name(of parts) string {
	return of.prefix + p.before + of.key + p.after + of.suffix
}

// names are the names that belong to one model host.
type names struct{ key, scaledObject, service string }

// namesOf is how the workload's companions are called; false where neither the
// pattern nor the annotation tells the key.
func namesOf(naming config.Naming, workload, key string) (names, bool) {
	found, ok := newPattern(naming.Deployment).match(workload)
	if !ok && key == "" {
		return names{}, false
	}
	if !ok {
		found = parts{key: key}
	}
	n := names{
		key:          found.key,
		scaledObject: newPattern(naming.ScaledObject).name(found),
		service:      newPattern(naming.Service).name(found),
	}
	if key != "" {
		n.key = key
	}
	return n, true
}
