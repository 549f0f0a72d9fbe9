package plan

import (
	"fmt"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/httpaddon"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// hostName matches a host as the interceptor compares it with the Host header: byte by
// byte, without a port. A leading * matches all subdomains.
var hostName = lazyregexp.New(`^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

// httpHosts returns the HTTP hosts whose requests are for the model host, each once.
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

// pathPrefix matches a path that all routers accept and compare literally.
var pathPrefix = lazyregexp.New(`^(/[A-Za-z0-9._~!$&'()+,;=:@-]*)+$`)

// CheckHostName returns why the interceptor never matches a host name; "" if it does.
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
		return "is not a host name", "use the name that clients use, such as llama.example.com; *.example.com matches all subdomains, * matches any host"
	case schemed || pathed:
		return "is more than a host name", fmt.Sprintf("use %s, and list paths separately", lower)
	case ported:
		return "has a port, which the interceptor ignores", "use " + lower
	}
	return "has uppercase letters, which the interceptor never matches", "use " + lower
}

// httpPaths returns the path prefixes whose requests are for the model host, each once.
func (r *resolver) httpPaths() []string {
	source := r.settings.httpPaths.Source
	var paths []string
	for _, given := range r.settings.httpPaths.V {
		path := r.fill(given, r.values(), source)
		if !pathPrefix.MatchString(path) || strings.Contains(path, "//") || strings.Contains(path+"/", "/./") || strings.Contains(path+"/", "/../") {
			r.add(RuleHTTPHost, source.Field, fmt.Sprintf("%q is not a path prefix", path), "start with a slash and do not use escapes, as in /v1/llama")
			continue
		}
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}
