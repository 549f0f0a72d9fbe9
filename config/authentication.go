package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

// Authentication is one set of credentials. It becomes a TriggerAuthentication.
type Authentication struct {
	// Kind is TriggerAuthentication (default) or ClusterTriggerAuthentication.
	Kind string `json:"kind,omitempty" jsonschema:"enum=TriggerAuthentication,enum=ClusterTriggerAuthentication"`
	// Mode is the Prometheus trigger's authModes. It determines the parameters that the Secret must provide: bearer (bearerToken), basic (username, password), apiKey (apiKey), tls (cert, key), custom (customAuthHeader, customAuthValue) or oauth (oauthTokenURI, clientID, clientSecret). Leave it empty for identities and for triggers other than Prometheus.
	Mode string `json:"mode,omitempty" jsonschema:"enum=apiKey,enum=basic,enum=tls,enum=bearer,enum=custom,enum=oauth"`
	// Secret provides the mode's parameters.
	Secret *Secret `json:"secret,omitempty"`
	keda.TriggerAuthenticationSpec
}

// IsSecret reports whether a field may hold a password, perhaps in place of a reference.
func (Authentication) IsSecret(key string) bool { return key != "kind" && key != "mode" }

// None is the value with which a model host drops an authentication that it inherits.
const None = "none"

func (c *check) authentication(path, name string, a Authentication) {
	c.pattern(path, name, apimeta.Name, "use a DNS name; it becomes the name of the TriggerAuthentication")
	if name == None {
		c.add(path, fmt.Sprintf("%q is reserved for model hosts without authentication", None), "choose another name")
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
		c.add(path, "has no source of credentials", "add a secret, podIdentity, hashiCorpVault or another source that KEDA supports")
	}
	for _, alternatives := range keda.RequiredParameters(a.Mode) {
		if a.namesAllParameters() && !slices.ContainsFunc(alternatives, a.provides) {
			c.add(path, fmt.Sprintf("mode %s needs the parameter %s", a.Mode, strings.Join(alternatives, " or ")),
				fmt.Sprintf("add it to secret.keys: {%s: <key in the Secret>}", alternatives[0]))
		}
	}
}

func (a Authentication) provides(parameter string) bool {
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

// namesAllParameters reports whether the functionConfig names all parameters that the authentication
// provides. Those of a vault or an identity are not known.
func (a Authentication) namesAllParameters() bool {
	spec := a.TriggerAuthenticationSpec
	spec.SecretTargetRef, spec.ConfigMapTargetRef, spec.Env = nil, nil, nil
	return reflect.ValueOf(spec).IsZero()
}

// hasSource reports whether the authentication has a source once it is encoded. An empty
// list is none.
func (a Authentication) hasSource() bool {
	return a.Secret != nil || len(encoding.Node(a.TriggerAuthenticationSpec).Content) > 0
}
