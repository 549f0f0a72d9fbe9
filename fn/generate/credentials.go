package generate

import (
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

// Secrets, and the objects of external-secrets.io that fetch them.
const (
	externalSecretAPI  = "external-secrets.io/v1"
	externalSecretKind = "ExternalSecret"
	secretKind         = "Secret"
)

// credentials adds the objects of a functionConfig's entry, once for every namespace that
// uses it, or only once if it is cluster-wide. Workloads of one namespace whose names have
// different prefixes or suffixes get objects of their own, because different layers may
// generate them.
func (b *builder) credentials(p *plan.HostPlan, entry string, done map[[3]string]bool) {
	w, auth := p.Host.Workload, b.cfg.Authentication[entry]
	namespace := w.Namespace
	if auth.Kind == keda.KindClusterTriggerAuthentication {
		namespace = ""
	}
	name := managed.AuthenticationName(b.inv, auth.Kind, w, p.Existing.Previous, entry)
	at := [3]string{auth.Kind, namespace, name}
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
		secret := b.secret(w, secretNamespace, entry, name, *auth.Secret, b.secretsOf(auth.Kind, namespace, name))
		spec.SecretTargetRef = append(slices.Clone(spec.SecretTargetRef), references(secret, auth.Secret.Keys)...)
	}
	b.add(Object{
		Node: mapping(
			"apiVersion", text(keda.APIVersion),
			"kind", text(auth.Kind),
			"metadata", b.metadata(name, namespace, map[string]string{managed.Authentication: entry}, nil),
			"spec", encoding.Node(spec),
		),
		Kind: auth.Kind, Namespace: namespace, Name: name, For: w, Entry: entry,
	}, b.inv.Authentications)
}

// secretsOf returns the names of the Secrets that an authentication of an earlier render reads.
func (b *builder) secretsOf(kind, namespace, name string) []string {
	var names []string
	for _, o := range b.inv.Authentications.ByName(name) {
		if o.Kind != kind || o.Name != name || !managed.Is(o) || !managed.SharesScope(o, namespace) {
			continue
		}
		for _, ref := range inventory.Elements(o.Field("spec", "secretTargetRef")) {
			names = append(names, inventory.Text(inventory.Field(ref, "name")))
		}
	}
	return names
}

func references(secret string, keys map[string]string) []keda.TargetRef {
	var refs []keda.TargetRef
	for _, parameter := range slices.Sorted(maps.Keys(keys)) {
		refs = append(refs, keda.TargetRef{Parameter: parameter, Name: secret, Key: keys[parameter]})
	}
	return refs
}

// secret adds the Secret, or the ExternalSecret that fetches it, and returns its name.
func (b *builder) secret(w *inventory.Object, namespace, entry, authentication string, secret config.Secret, inUse []string) string {
	labels := map[string]string{managed.Authentication: entry}
	switch secret.Source {
	case config.SourceInline:
		name := managed.NameFor(&b.inv.Secrets, secretKind, w, namespace, entry, secret.Name, inUse)
		b.add(Object{
			Node: mapping(
				"apiVersion", text("v1"),
				"kind", text(secretKind),
				"metadata", b.metadata(name, namespace, labels, nil),
				"type", text("Opaque"),
				"stringData", encoding.Node(keda.Metadata(secret.Data)),
			),
			Kind: secretKind, Namespace: namespace, Name: name, For: w, Entry: entry,
		}, b.inv.Secrets)
		return name
	case config.SourceExternalSecret:
		name := managed.NameFor(&b.inv.ExternalSecrets, externalSecretKind, w, namespace, entry, secret.Name, inUse)
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
	return b.existingSecret(w, namespace, entry, authentication, secret.Name)
}

// existingSecret returns the name of a hand-written Secret. An orchestrator may have renamed
// it as it renamed the workload or, if nothing else shows that any more, as it renamed the
// authentication of an earlier render.
func (b *builder) existingSecret(w *inventory.Object, namespace, entry, authentication, name string) string {
	if prefix, suffix, _ := strings.Cut(authentication, entry); w.AddAffixes(entry) == entry && prefix+suffix != "" {
		renamed := prefix + name + suffix
		if o, ok := b.inv.Secrets.Find(namespace, renamed); ok && o.Name == renamed && !managed.Is(o) {
			return renamed
		}
	}
	// A generated one leaves the package together with its setting.
	if o, ok := b.inv.Secrets.ResolveIn(w, namespace, name); ok && !managed.Is(o) {
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

// add adds an object together with the one of an earlier render that it replaces, preferably
// one of the same namespace.
func (b *builder) add(o Object, shelf inventory.Index) {
	for _, existing := range shelf.ByName(o.Name) {
		same := existing.Kind == o.Kind && existing.Name == o.Name && managed.Is(existing) && managed.SharesScope(existing, o.Namespace)
		if same && !b.taken[existing] && (o.Existing == nil || existing.Namespace == o.Namespace) {
			o.Existing = existing
		}
	}
	if o.Existing != nil {
		b.taken[o.Existing] = true
	}
	b.objects = append(b.objects, o)
}
