package host

import (
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
)

// pattern is a naming pattern, split at its {key}.
type pattern struct{ before, after string }

func newPattern(text string) pattern {
	before, after, _ := strings.Cut(text, "{key}")
	return pattern{before, after}
}

// nameParts holds the key in a name that matches a pattern, and the prefix and suffix that
// orchestrators added to the name.
type nameParts struct{ prefix, key, suffix string }

// match splits a name that contains the pattern.
func (p pattern) match(name string) (nameParts, bool) {
	start := strings.Index(name, p.before)
	if start < 0 {
		return nameParts{}, false
	}
	rest := name[start+len(p.before):]
	end := len(rest)
	if p.after != "" {
		end = strings.LastIndex(rest, p.after)
	}
	if end < 1 {
		return nameParts{}, false
	}
	found := nameParts{prefix: name[:start], key: rest[:end]}
	if p.after != "" {
		found.suffix = rest[end+len(p.after):]
	}
	return found, true
}

// build returns the pattern's name for the parts. It keeps prefixes and suffixes, so that the
// function gives the same result before and after an orchestrator adds them.
func (p pattern) build(of nameParts) string {
	return of.prefix + p.before + of.key + p.after + of.suffix
}

// companionNames holds the names that belong to one model host.
type companionNames struct {
	key, scaledObject string
	// services are the possible names of the Service, the most likely first. It is empty if only
	// a selector identifies the Service.
	services []string
}

// companionNamesOf returns the names for a workload. The first set of patterns that matches the
// workload's name applies. If none matches, the annotation's key goes into the first set, with
// the prefixes and suffixes that orchestrators added to the workload. Without a key, the
// ScaledObject has the workload's name, which includes them already.
func companionNamesOf(sets config.Namings, o *inventory.Object, key string) companionNames {
	for _, set := range sets {
		found, ok := newPattern(set.Deployment).match(o.Name)
		if !ok {
			continue
		}
		n := companionNames{
			key:          found.key,
			scaledObject: newPattern(set.ScaledObject).build(found),
			services:     []string{newPattern(set.Service).build(found)},
		}
		if key != "" {
			n.key = key
		}
		return n
	}
	if key == "" {
		return companionNames{key: o.Name, scaledObject: o.Name}
	}
	n := companionNames{key: key, scaledObject: o.AddAffixes(newPattern(sets[0].ScaledObject).build(nameParts{key: key}))}
	service := newPattern(sets[0].Service).build(nameParts{key: key})
	n.services = []string{service}
	if affixed := o.AddAffixes(service); affixed != service {
		n.services = []string{affixed, service}
	}
	return n
}
