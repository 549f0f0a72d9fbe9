package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/apimeta"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// Secret is the Secret behind a TriggerAuthentication.
type Secret struct {
	// Name is the Secret's name.
	Name string `json:"name" jsonschema:"required"`
	// Keys maps parameters of the trigger to keys of the Secret, e.g. bearerToken: token.
	Keys map[string]string `json:"keys" jsonschema:"required"`
	// Source is where the Secret comes from: existing (default), externalSecret or inline.
	Source string `json:"source,omitempty" jsonschema:"enum=existing,enum=externalSecret,enum=inline"`
	// Namespace is KEDA's namespace, for the Secret of a ClusterTriggerAuthentication. Default
	// keda.
	Namespace string `json:"namespace,omitempty"`
	// Data holds the values by key, for source inline.
	Data SecretData `json:"data,omitempty"`
	// Store is the external-secrets.io store, for source externalSecret.
	Store SecretStore `json:"store,omitempty"`
	// RemoteKey is the name of the secret in the store. Its properties become the keys of the
	// Secret. Default is the Secret's name.
	RemoteKey string `json:"remoteKey,omitempty"`
	// RefreshInterval is how often external-secrets reads the secret. Default 1h.
	RefreshInterval string `json:"refreshInterval,omitempty"`
}

// SecretStore names an external-secrets.io store.
type SecretStore struct {
	// Name is the store's name.
	Name string `json:"name,omitempty"`
	// Kind is SecretStore or ClusterSecretStore (default).
	Kind string `json:"kind,omitempty" jsonschema:"enum=SecretStore,enum=ClusterSecretStore"`
}

// SecretData holds the values of a Secret by key.
type SecretData map[string]string

// UnmarshalNode decodes strings by key. The error names only the key: a value of the wrong
// type may still be a secret.
func (d *SecretData) UnmarshalNode(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return errors.New("is not an object with string values")
	}
	*d = make(SecretData, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i].Value, n.Content[i+1]
		if value.Kind != yaml.ScalarNode || value.ShortTag() != yaml.NodeTagString {
			return fmt.Errorf("the value of %s is not a string; quote it", key)
		}
		(*d)[key] = value.Value
	}
	return nil
}

var secretKey = lazyregexp.New(`^[-._a-zA-Z0-9]+$`)

// IsSecret reports true for all fields: users write a password in place of the reference to
// its Secret.
func (Secret) IsSecret(string) bool { return true }

func (c *check) secret(path string, s Secret) {
	c.secrets = true
	defer func() { c.secrets = false }()
	if s.Name == "" {
		c.add(path+".name", "is empty", "name the Secret")
	}
	c.pattern(path+".name", s.Name, apimeta.Name, "use a Secret's name")
	c.pattern(path+".namespace", s.Namespace, apimeta.Label, "use a namespace's name")
	if len(s.Keys) == 0 {
		c.add(path+".keys", "is empty", "map a parameter to a key of the Secret, such as bearerToken: token")
	}
	for _, parameter := range slices.Sorted(maps.Keys(s.Keys)) {
		if key := s.Keys[parameter]; !secretKey.MatchString(key) {
			c.add(strictyaml.Field(path+".keys", parameter), "is not a valid key of a Secret", "use letters, digits, dashes, dots and underscores")
		}
	}
	c.oneOf(path+".source", s.Source, []string{SourceExisting, SourceExternalSecret, SourceInline})
	c.external(path, s)
	c.inline(path, s)
}

// external checks the fields of a Secret that external-secrets creates.
func (c *check) external(path string, s Secret) {
	c.oneOf(path+".store.kind", s.Store.Kind, []string{"SecretStore", "ClusterSecretStore"})
	if interval, err := time.ParseDuration(s.RefreshInterval); err != nil || interval < 0 {
		c.reject(path+".refreshInterval", s.RefreshInterval, "is not a duration", "use a duration such as 1h or 15m")
	}
	switch {
	case s.Source == SourceExternalSecret && s.Store.Name == "":
		c.add(path+".store.name", "is empty", "name the external-secrets store")
	case s.Source != SourceExternalSecret && s.Store.Name != "":
		c.add(path+".store", "is only for source externalSecret", "remove it, or set source: externalSecret")
	}
}

// inline checks the values in the functionConfig itself.
func (c *check) inline(path string, s Secret) {
	if s.Source != SourceInline {
		if len(s.Data) > 0 {
			c.add(path+".data", "is only for source inline", "remove it, or set source: inline")
		}
		return
	}
	for _, parameter := range slices.Sorted(maps.Keys(s.Keys)) {
		key := s.Keys[parameter]
		value, given := s.Data[key]
		switch {
		case !given:
			c.add(strictyaml.Field(path+".data", key), "is missing", "set a value for each key of an inline Secret")
		case isPlaceholder(value):
			// The message does not contain the value: it may be a secret.
			c.add(strictyaml.Field(path+".data", key), "contains a placeholder", "use the actual value, or use source: externalSecret or existing")
		}
	}
}

// isPlaceholder reports whether a value is one that documentation uses in place of the real
// one.
func isPlaceholder(value string) bool {
	v := strings.ToLower(strings.Trim(strings.TrimSpace(value), `<>{}[]"'_`))
	if v == "" {
		return true
	}
	v = strings.NewReplacer("-", "", "_", "", " ", "").Replace(v)
	return strings.HasPrefix(v, "replaceme") || strings.HasPrefix(v, "changeme") || slices.Contains(placeholders, v)
}

var placeholders = []string{"placeholder", "fixme", "todo", "xxx", "yourtoken", "token", "secret", "password"}
