package host

import (
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
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
type names struct {
	key, scaledObject string
	// services are the names that the host's Service may have, the likeliest first;
	// none where only its selector identifies it.
	services []string
}

// namesOf returns the names of the workload's companions. The first set of patterns that
// matches the workload's name applies. If none matches, the annotation's key goes into
// the first set, with orchestrators' prefixes and suffixes around it. Without a key, the
// ScaledObject has the workload's name, which has the prefixes and suffixes already.
func namesOf(sets config.Namings, o *inventory.Object, key string) names {
	for _, set := range sets {
		found, ok := newPattern(set.Deployment).match(o.Name)
		if !ok {
			continue
		}
		n := names{
			key:          found.key,
			scaledObject: newPattern(set.ScaledObject).name(found),
			services:     []string{newPattern(set.Service).name(found)},
		}
		if key != "" {
			n.key = key
		}
		return n
	}
	if key == "" {
		return names{key: o.Name, scaledObject: o.Name}
	}
	n := names{key: key, scaledObject: o.Affixed(newPattern(sets[0].ScaledObject).name(parts{key: key}))}
	service := newPattern(sets[0].Service).name(parts{key: key})
	n.services = []string{service}
	if affixed := o.Affixed(service); affixed != service {
		n.services = []string{affixed, service}
	}
	return n
}
