package rule

import (
	"encoding/base64"
	"fmt"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/placeholder"
)

var secretData = &Rule{
	ID:          "secret-data",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Objects,
	Summary:     "Secret data that is not base64, or not a string",
	Consequence: "Kubernetes rejects the Secret",
	Run:         checkSecretData,
}

// checkSecretData reports values that the API server rejects. No message contains a value or
// key, because either may be a password.
func checkSecretData(p *pass) {
	if !isSecret(p.Object) || isEncrypted(p.Object) {
		return
	}
	for _, field := range []string{"data", "stringData"} {
		values := p.Object.Field(field)
		switch {
		case values == nil || values.ShortTag() == yaml.NodeTagNull || placeholder.Is(values):
			continue
		case values.Kind != yaml.MappingNode:
			p.report(field, "must be an object", "put each key and value on its own line")
			continue
		}
		for i := 0; i+1 < len(values.Content); i += 2 {
			which := fmt.Sprintf("value %d of %d ", i/2+1, len(values.Content)/2)
			p.checkSecretValue(field, which, values.Content[i].Value, values.Content[i+1])
		}
	}
}

func (p *pass) checkSecretValue(field, which, key string, n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode || placeholder.In(key) || placeholder.Is(n) || n.Kind == yaml.ScalarNode && n.ShortTag() == yaml.NodeTagNull:
	case n.Kind != yaml.ScalarNode || n.ShortTag() == yaml.NodeTagBool || n.ShortTag() == yaml.NodeTagInt || n.ShortTag() == yaml.NodeTagFloat:
		p.report(field, which+"must be a string", "quote it")
	case field == "data" && n.ShortTag() == yaml.NodeTagString && !isBase64(n.Value):
		p.report(field, which+"is not base64; Kubernetes rejects the Secret", "move it to stringData, or encode it")
	}
}

// isBase64 reports whether encoding/json reads the text into bytes, as the API server does.
func isBase64(text string) bool {
	_, err := base64.StdEncoding.DecodeString(text)
	return err == nil
}

// isEncrypted reports whether SOPS has encrypted the values, so that the cluster gets other
// ones.
func isEncrypted(o *inventory.Object) bool {
	if o.Field("sops") != nil {
		return true
	}
	for _, field := range []string{"data", "stringData"} {
		for _, value := range inventory.Texts(o.Field(field)) {
			if strings.HasPrefix(value, "ENC[") {
				return true
			}
		}
	}
	return false
}
