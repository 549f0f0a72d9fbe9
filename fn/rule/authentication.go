package rule

import (
	"cmp"
	"fmt"
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// credentials is what is known of the authentication that a trigger refers to.
type credentials struct {
	// known says that the package or the functionConfig has it.
	known bool
	// parameters are those it gives by name; named says that it gives no others.
	parameters map[string]bool
	named      bool
	// identity is the provider of its pod identity; "" without one.
	identity string
}

// entry returns the functionConfig's entry behind a reference; "" if there is none.
func (s *pass) entry(ref keda.AuthenticationRef) string {
	h, ok := s.ForHost()
	if !ok {
		return ""
	}
	return h.Entries[ref]
}

// entries returns the functionConfig's entries that a model host uses.
func (s *pass) entries() []string {
	h, ok := s.ForHost()
	if !ok {
		return nil
	}
	return h.Authentications
}

// credentials looks a trigger's reference up.
func (s *pass) credentials(ref keda.AuthenticationRef) credentials {
	if name := s.entry(ref); name != "" {
		return fromEntry(s.cfg.Authentication[name])
	}
	if o := s.authentication(ref); o != nil {
		return fromSpec(o.Field("spec"))
	}
	if held, ok := s.cfg.Holds(cmp.Or(ref.Kind, keda.KindTriggerAuthentication), s.Object.Namespace, ref.Name); ok {
		return fromHeld(held)
	}
	// Of copies it is not known which is meant.
	return credentials{known: len(s.authentications(ref)) > 1}
}

// fromHeld is for an authentication that the cluster holds: it has the listed keys, or any.
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

// lists are the fields of an authentication in which parameters stand by name.
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
			// One that is filled in later may be any.
			c.named = c.named && !placeholder.In(parameter)
			c.parameters[parameter] = true
		}
	}
	return c
}

// authenticationKinds are those that a trigger may refer to.
var authenticationKinds = []string{keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication}

func authenticationReference(s *pass) {
	for i, t := range s.Spec.Triggers {
		switch ref := t.AuthenticationRef; {
		case ref == nil:
		case ref.Name == "":
			s.report(triggerPath(i), "authenticationRef has no name", "name a TriggerAuthentication")
		case ref.Kind != "" && !placeholder.In(ref.Kind) && !contains(authenticationKinds, ref.Kind):
			s.report(triggerPath(i), fmt.Sprintf("authenticationRef.kind %q is not known", ref.Kind), "write "+suggest.Alternatives(authenticationKinds))
		}
	}
}

// modeless are the parameters that KEDA goes by where there are no authModes, and the
// modes themselves: pkg/scalers/prometheus_scaler.go, aws.NewSigV4RoundTripper and
// gcp.GetGCPOAuth2HTTPTransport.
var modeless = []string{"authModes", "authMode", "awsAccessKeyID", "awsAccessKeyId", "awsRoleArn", "GoogleApplicationCredentials"}

func authenticationUnsent(s *pass) {
	s.eachPrometheus(func(path string, t keda.Trigger) {
		if t.AuthenticationRef == nil || t.Metadata["authModes"]+t.Metadata["authMode"] != "" {
			return
		}
		// Identities and vaults may speak for themselves, the modes be among the parameters.
		if c := s.credentials(*t.AuthenticationRef); c.known && c.named && c.identity == "" && !slices.ContainsFunc(modeless, func(name string) bool { return c.parameters[name] }) {
			s.report(path, fmt.Sprintf("the credentials of %s are never sent: authModes is not set", t.AuthenticationRef.Name),
				s.hintFor("set authModes in metadata, or the authentication's mode in the functionConfig", "set authModes in metadata, such as authModes: bearer"))
		}
	})
}

// authenticationIdle is for hosts that name an authentication themselves: what all
// share is for those that have a use for it.
func authenticationIdle(s *hostPass) {
	name := s.host.Host.Annotations.Settings.Authentication
	if name == "" || name == config.None || slices.ContainsFunc(s.Spec.Triggers, func(t keda.Trigger) bool { return t.Type == keda.TriggerPrometheus }) {
		return
	}
	s.findings = append(s.findings, finding.Finding{
		Rule: s.rule.ID, Severity: s.rule.Severity, Resource: s.host.Host.Workload.Resource(), File: s.host.Host.Workload.File(),
		Field:   plan.AnnotationField(s.host.Host, "authentication"),
		Message: fmt.Sprintf("%q has no effect: it is for Prometheus triggers, and the host has none", name),
		Hint:    "write authentication: " + name + " into the entry of triggers that needs it",
	})
}
