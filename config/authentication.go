package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Authentication is one set of credentials, which becomes a TriggerAuthentication.
type Authentication struct {
	// Kind is TriggerAuthentication (default) or ClusterTriggerAuthentication.
	Kind string `json:"kind,omitempty" jsonschema:"enum=TriggerAuthentication,enum=ClusterTriggerAuthentication"`
	// Mode is the Prometheus trigger's authModes, and so which parameters the Secret's keys must give: bearer (bearerToken), basic (username, password), apiKey (apiKey), tls (cert, key), custom (customAuthHeader, customAuthValue) or oauth (oauthTokenURI, clientID, clientSecret). Empty for identities, and for triggers other than Prometheus.
	Mode string `json:"mode,omitempty" jsonschema:"enum=apiKey,enum=basic,enum=tls,enum=bearer,enum=custom,enum=oauth"`
	// Secret is where the mode's parameters come from.
	Secret *Secret `json:"secret,omitempty"`
	keda.TriggerAuthenticationSpec
}

// IsSecret reports whether a field may hold a password, perhaps in place of a reference.
func (Authentication) IsSecret(key string) bool { return key != "kind" && key != "mode" }

// None is the name by which a host drops the authentication that it would have.
const None = "none"

func (c *check) authentication(path, name string, a Authentication) {
	c.pattern(path, name, subdomain, "use a DNS name: it becomes the TriggerAuthentication's")
	if name == None {
		c.add(path, fmt.Sprintf("%q is how a host says that it has no authentication", None), "choose another name")
	}
	c.oneOf(path+".kind", a.Kind, []string{keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication})
	if a.Mode != "" {
		c.oneOf(path+".mode", a.Mode, keda.AuthModes())
	}
	if a.Secret != nil {
		c.secret(path+".secret", *a.Secret)
	}
	c.problems = append(c.problems, Sources(a.Kind, path, a.TriggerAuthenticationSpec)...)
	if !a.hasSource() {
		c.add(path, "has no source of credentials", "give it a secret, podIdentity, hashiCorpVault or another source that KEDA has")
	}
	for _, alternatives := range keda.RequiredParameters(a.Mode) {
		if a.onlyNamed() && !slices.ContainsFunc(alternatives, a.gives) {
			c.add(path, fmt.Sprintf("mode %s needs the parameter %s", a.Mode, strings.Join(alternatives, " or ")),
				fmt.Sprintf("add it to secret.keys: {%s: <key in the Secret>}", alternatives[0]))
		}
	}
}

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

// hasSource looks at what would be written: an empty list is no source.
func (a Authentication) hasSource() bool {
	return a.Secret != nil || len(encoding.Node(a.TriggerAuthenticationSpec).Content) > 0
}
