package rule

import (
	"cmp"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

// credentials is what is known about the authentication that a trigger refers to.
type credentials struct {
	// known is true if the package or the functionConfig has it.
	known bool
	// parameters are the parameters that it provides; named is true if it provides no others.
	parameters map[string]bool
	named      bool
	// identity is the provider of its pod identity; "" without one.
	identity string
}

// entry returns the functionConfig's entry behind a reference; "" if there is none.
func (p *pass) entry(ref keda.AuthenticationRef) string {
	h, ok := p.ForHost()
	if !ok {
		return ""
	}
	return h.Entries[ref]
}

// entries returns the functionConfig's entries that a model host uses.
func (p *pass) entries() []string {
	h, ok := p.ForHost()
	if !ok {
		return nil
	}
	return h.Authentications
}

// credentials looks up a trigger's reference.
func (p *pass) credentials(ref keda.AuthenticationRef) credentials {
	if name := p.entry(ref); name != "" {
		return fromEntry(p.cfg.Authentication[name])
	}
	if o := p.authentication(ref); o != nil {
		return fromSpec(o.Field("spec"))
	}
	if held, ok := p.cfg.Holds(cmp.Or(ref.Kind, keda.KindTriggerAuthentication), p.Object.Namespace, ref.Name); ok {
		return fromHeld(held)
	}
	// With several copies it is not known which one the reference means.
	return credentials{known: len(p.authentications(ref)) > 1}
}

// fromHeld returns the credentials of an authentication that the cluster holds: the listed keys, or
// any if there is no list.
func fromHeld(held config.Held) credentials {
	c := credentials{known: true, named: len(held.Keys) > 0, parameters: map[string]bool{}}
	for _, key := range held.Keys {
		c.parameters[key] = true
	}
	return c
}

func fromEntry(entry config.Authentication) credentials {
	c := fromSpec(encoding.Node(entry.TriggerAuthenticationSpec))
	if entry.Secret != nil {
		for parameter := range entry.Secret.Keys {
			c.parameters[parameter] = true
		}
	}
	return c
}

// lists are the fields of an authentication that list parameters by name.
var lists = []string{"secretTargetRef", "configMapTargetRef", "env", "boundServiceAccountToken", "filePath"}

func fromSpec(spec *yaml.Node) credentials {
	c := credentials{known: true, named: true, parameters: map[string]bool{}}
	if spec == nil {
		return c
	}
	c.named = !placeholder.Is(spec)
	for i := 0; i+1 < len(spec.Content); i += 2 {
		field := spec.Content[i].Value
		c.named = c.named && (field == "podIdentity" || slices.Contains(lists, field))
	}
	c.identity = inventory.Text(inventory.Field(spec, "podIdentity", "provider"))
	if placeholder.In(c.identity) {
		c.identity, c.named = "", false
	}
	for _, list := range lists {
		for _, ref := range inventory.Elements(inventory.Field(spec, list)) {
			parameter := inventory.Text(inventory.Field(ref, "parameter"))
			// A placeholder may become any name.
			c.named = c.named && !placeholder.In(parameter)
			c.parameters[parameter] = true
		}
	}
	return c
}

// authenticationKinds are those that a trigger may refer to.
var authenticationKinds = []string{keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication}
