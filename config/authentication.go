package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/keda"
)

// needs are the parameters without which a mode sends no credential. Each inner
// list holds alternatives.
var needs = map[string][][]string{
	keda.AuthModeBearer: {{"bearerToken", "token"}},
	keda.AuthModeBasic:  {{"username"}},
	keda.AuthModeTLS:    {{"cert"}, {"key"}},
	keda.AuthModeCustom: {{"customAuthHeader"}, {"customAuthValue"}},
	keda.AuthModeAPIKey: {{"apiKey"}},
	keda.AuthModeOAuth:  {{"oauthTokenURI"}, {"clientID"}},
}

// Needs are the parameters that an authMode must get from its TriggerAuthentication.
func Needs(mode string) [][]string { return needs[mode] }

func (c *check) authentication(path, name string, a Authentication) {
	c.pattern(path, name, subdomain, "use a DNS name: it becomes the TriggerAuthentication's")
	c.oneOf(path+".kind", a.Kind, []string{keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication})
	if a.Mode != "" {
		c.oneOf(path+".mode", a.Mode, keda.AuthModes())
	}
	if a.Secret != nil {
		c.secret(path+".secret", *a.Secret)
	}
	if !a.hasSource() {
		c.add(path, "has no source of credentials", "give it a secret, podIdentity, hashiCorpVault or another source that KEDA has")
	}
	for _, alternatives := range needs[a.Mode] {
		if a.onlyNamed() && !slices.ContainsFunc(alternatives, a.gives) {
			c.add(path, fmt.Sprintf("mode %s needs the parameter %s", a.Mode, strings.Join(alternatives, " or ")),
				fmt.Sprintf("add it to secret.keys: {%s: <key in the Secret>}", alternatives[0]))
		}
	}
}

func (c *check) secret(path string, s Secret) {
	if s.Name == "" {
		c.add(path+".name", "is empty", "name the Secret")
	}
	c.pattern(path+".name", s.Name, subdomain, "use a Secret's name")
	if len(s.Keys) == 0 {
		c.add(path+".keys", "is empty", "map the parameter to the Secret's key, such as bearerToken: token")
	}
	c.oneOf(path+".source", s.Source, []string{SourceExisting, SourceExternalSecret, SourceInline})
	if s.Source == SourceExternalSecret {
		c.oneOf(path+".store.kind", s.Store.Kind, []string{"SecretStore", "ClusterSecretStore"})
		if s.Store.Name == "" {
			c.add(path+".store.name", "is empty", "name the external-secrets store")
		}
	}
	if s.Source != SourceInline {
		if len(s.Data) > 0 {
			c.add(path+".data", "is given, but source is "+s.Source, "remove it, or write source: inline")
		}
		return
	}
	for _, parameter := range slices.Sorted(maps.Keys(s.Keys)) {
		key := s.Keys[parameter]
		value, given := s.Data[key]
		switch {
		case !given:
			c.add(path+".data."+key, "is missing", "an inline Secret needs a value for each of its keys")
		case isPlaceholder(value):
			// The value itself is never part of a message: it may be a secret after all.
			c.add(path+".data."+key, "still holds a placeholder", "put the real value in, or write source: externalSecret or existing")
		}
	}
}

// isPlaceholder knows values that stand in documents for the real one.
func isPlaceholder(value string) bool {
	v := strings.ToLower(strings.Trim(strings.TrimSpace(value), `<>{}[]"'_`))
	if v == "" {
		return true
	}
	v = strings.NewReplacer("-", "", "_", "", " ", "").Replace(v)
	return strings.HasPrefix(v, "replaceme") || strings.HasPrefix(v, "changeme") || slices.Contains(placeholders, v)
}

var placeholders = []string{"placeholder", "fixme", "todo", "xxx", "yourtoken", "token", "secret", "password"}

func (a Authentication) gives(parameter string) bool {
	if a.Secret != nil {
		if _, ok := a.Secret.Keys[parameter]; ok {
			return true
		}
	}
	named := append(slices.Clone(a.SecretTargetRef), a.ConfigMapTargetRef...)
	for _, ref := range named {
		if ref.Parameter == parameter {
			return true
		}
	}
	return slices.ContainsFunc(a.Env, func(e keda.EnvironmentRef) bool { return e.Parameter == parameter })
}

// onlyNamed says that every parameter the authentication gives can be seen here,
// for a vault's or an identity's cannot.
func (a Authentication) onlyNamed() bool {
	spec := a.TriggerAuthenticationSpec
	spec.SecretTargetRef, spec.ConfigMapTargetRef, spec.Env = nil, nil, nil
	return reflect.ValueOf(spec).IsZero()
}

func (a Authentication) hasSource() bool {
	return a.Secret != nil || !reflect.ValueOf(a.TriggerAuthenticationSpec).IsZero()
}
