package plan

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// hostName is a host as the interceptor compares it with the Host header: letter by
// letter, without a port. A star stands for whatever is below a domain.
var hostName = lazyregexp.New(`^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

// httpHosts are the hosts whose requests are the model host's, each once.
func (r *resolver) httpHosts() []string {
	source := r.settings.httpHosts.Source
	var hosts []string
	for _, given := range r.settings.httpHosts.V {
		host := r.fill(given, r.values(), source)
		if why, hint := CheckHostName(host); why != "" {
			r.add(RuleHTTPHost, source.Field, fmt.Sprintf("%q %s", host, why), hint)
			continue
		}
		if !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// pathPrefix is what routers of all kinds take for a path, and compare as it stands.
var pathPrefix = lazyregexp.New(`^(/[A-Za-z0-9._~!$&'()+,;=:@-]*)+$`)

// CheckHostName says why a name is no host of the interceptor's; "" where it is one.
func CheckHostName(host string) (why, hint string) {
	name := host
	_, rest, schemed := strings.Cut(host, "://")
	if schemed {
		name = rest
	}
	name, _, pathed := strings.Cut(name, "/")
	name, _, ported := strings.Cut(name, ":")
	lower := strings.ToLower(name)
	fits := lower == httpaddon.AnyHost || hostName.MatchString(lower)
	switch {
	case host == lower && fits:
		return "", ""
	case !fits:
		return "is no host name", "write the name that clients send requests to, such as llama.example.com, *.example.com for all below, or * for any"
	case schemed || pathed:
		return "is more than a host name", fmt.Sprintf("write %s; paths are for http-paths", lower)
	case ported:
		return "has a port, which the interceptor leaves out", "write " + lower
	}
	return "has capitals, and the interceptor compares letter by letter", "write " + lower
}

// httpPaths are the prefixes of the paths that are the model host's, each once.
func (r *resolver) httpPaths() []string {
	source := r.settings.httpPaths.Source
	var paths []string
	for _, given := range r.settings.httpPaths.V {
		path := r.fill(given, r.values(), source)
		if !pathPrefix.MatchString(path) || strings.Contains(path, "//") || strings.Contains(path+"/", "/./") || strings.Contains(path+"/", "/../") {
			r.add(RuleHTTPHost, source.Field, fmt.Sprintf("%q is no prefix of paths", path), "begin with a slash and write it plainly, without escapes, such as /v1/llama")
			continue
		}
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}
