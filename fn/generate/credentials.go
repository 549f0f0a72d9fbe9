package generate

import (
	"maps"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/owned"
)

// Secrets, and external-secrets.io's API of what fetches them.
const (
	externalSecretAPI  = "external-secrets.io/v1"
	externalSecretKind = "ExternalSecret"
	secretKind         = "Secret"
)

// credentials builds the objects behind an entry of the functionConfig, once for
// every namespace that uses it, and once for all where it is cluster-wide.
func (b *builder) credentials(w *inventory.Object, entry string, done map[[3]string]bool) {
	auth := b.cfg.Authentication[entry]
	namespace := w.Namespace
	if auth.Kind == keda.KindClusterTriggerAuthentication {
		namespace = ""
	}
	at := [3]string{auth.Kind, namespace, entry}
	if done[at] {
		return
	}
	done[at] = true
	spec := auth.TriggerAuthenticationSpec
	if auth.Secret != nil {
		secretNamespace := namespace
		if auth.Kind == keda.KindClusterTriggerAuthentication {
			// KEDA reads the Secrets of these from its own namespace.
			secretNamespace = auth.Secret.Namespace
		}
		name := b.secret(w, secretNamespace, entry, *auth.Secret)
		spec.SecretTargetRef = append(slices.Clone(spec.SecretTargetRef), references(name, auth.Secret.Keys)...)
	}
	name := owned.AuthenticationName(b.inv, auth.Kind, namespace, entry)
	b.add(Object{
		Node: mapping(
			"apiVersion", text(keda.APIVersion),
			"kind", text(auth.Kind),
			"metadata", b.metadata(name, namespace, map[string]string{owned.Authentication: entry}, nil),
			"spec", keda.Node(spec),
		),
		Kind: auth.Kind, Namespace: namespace, Name: name, For: w, Entry: entry,
	}, b.inv.Authentications)
}

func references(secret string, keys map[string]string) []keda.TargetRef {
	var refs []keda.TargetRef
	for _, parameter := range slices.Sorted(maps.Keys(keys)) {
		refs = append(refs, keda.TargetRef{Parameter: parameter, Name: secret, Key: keys[parameter]})
	}
	return refs
}

// secret builds the Secret, or what fetches it, and is its name.
func (b *builder) secret(w *inventory.Object, namespace, entry string, secret config.Secret) string {
	labels := map[string]string{owned.Authentication: entry}
	switch secret.Source {
	case config.SourceInline:
		name := b.nameOf(&b.inv.Secrets, secretKind, namespace, entry, secret.Name)
		b.add(Object{
			Node: mapping(
				"apiVersion", text("v1"),
				"kind", text(secretKind),
				"metadata", b.metadata(name, namespace, labels, nil),
				"type", text("Opaque"),
				"stringData", keda.Node(keda.Metadata(secret.Data)),
			),
			Kind: secretKind, Namespace: namespace, Name: name, For: w, Entry: entry,
		}, b.inv.Secrets)
		return name
	case config.SourceExternalSecret:
		name := b.nameOf(&b.inv.ExternalSecrets, externalSecretKind, namespace, entry, secret.Name)
		b.add(Object{
			Node: mapping(
				"apiVersion", text(externalSecretAPI),
				"kind", text(externalSecretKind),
				"metadata", b.metadata(name, namespace, labels, nil),
				"spec", externalSecret(name, secret),
			),
			Kind: externalSecretKind, Namespace: namespace, Name: name, For: w, Entry: entry,
		}, b.inv.ExternalSecrets)
		return name
	}
	return ExistingSecret(b.inv, namespace, secret.Name)
}

// ExistingSecret is how a Secret that others wrote is called: a host may have
// renamed it; what has the very name wins.
func ExistingSecret(inv *inventory.Inventory, namespace, name string) string {
	// Ours would leave the package with the setting that it came from.
	if o, ok := inv.Secrets.Find(namespace, name); ok && !owned.Is(o) {
		return o.Name
	}
	return name
}

func externalSecret(name string, secret config.Secret) *yaml.Node {
	data := &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq}
	keys := slices.Compact(slices.Sorted(maps.Values(secret.Keys)))
	for _, key := range keys {
		data.Content = append(data.Content, mapping(
			"secretKey", text(key),
			"remoteRef", mapping("key", text(secret.RemoteKey), "property", text(key)),
		))
	}
	return mapping(
		"refreshInterval", text(secret.RefreshInterval),
		"secretStoreRef", mapping("name", text(secret.Store.Name), "kind", text(secret.Store.Kind)),
		"target", mapping("name", text(name)),
		"data", data,
	)
}

// nameOf is the name of our object for an entry in the package, which a host may
// have renamed, or the wanted one.
func (b *builder) nameOf(shelf *inventory.Shelf, kind, namespace, entry, wanted string) string {
	if o := owned.ForEntry(shelf, kind, namespace, entry, wanted); o != nil {
		return o.Name
	}
	return wanted
}

// add adds an object with the one of an earlier run that it takes the place of: of
// those that may be the same, one of the very namespace.
func (b *builder) add(o Object, shelf inventory.Shelf) {
	for _, existing := range shelf.Called(o.Name) {
		same := existing.Kind == o.Kind && existing.Name == o.Name && owned.Is(existing) && owned.SharesScope(existing, o.Namespace)
		if same && !b.taken[existing] && (o.Existing == nil || existing.Namespace == o.Namespace) {
			o.Existing = existing
		}
	}
	if o.Existing != nil {
		b.taken[o.Existing] = true
	}
	b.objects = append(b.objects, o)
}
