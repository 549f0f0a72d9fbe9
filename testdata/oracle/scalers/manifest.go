package main

import (
	"encoding/base64"
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"

	"sigs.k8s.io/yaml"
)

// manifest contains the relevant fields of the manifests in KEDA's end-to-end tests.
type manifest struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Data       map[string]string `json:"data"`
	StringData map[string]string `json:"stringData"`
	Spec       struct {
		Triggers        []trigger `json:"triggers"`
		SecretTargetRef []struct {
			Parameter string `json:"parameter"`
			Name      string `json:"name"`
			Key       string `json:"key"`
		} `json:"secretTargetRef"`
		PodIdentity struct {
			Provider string `json:"provider"`
		} `json:"podIdentity"`
	} `json:"spec"`
}

type trigger struct {
	Type              string            `json:"type"`
	MetricType        string            `json:"metricType"`
	Metadata          map[string]string `json:"metadata"`
	AuthenticationRef struct {
		Name string `json:"name"`
	} `json:"authenticationRef"`
}

var (
	field   = regexp.MustCompile(`\{\{-?\s*\.([A-Za-z0-9_]+)\s*-?\}\}`)
	control = regexp.MustCompile(`(?m)^.*\{\{[^}]*\}\}.*\n`)
)

// fromManifests returns the triggers of a file's manifests, with the authentications and
// Secrets in the file.
func fromManifests(source string, file *ast.File) []example {
	values := declarations(file)
	var manifests []manifest
	ast.Inspect(file, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING || !strings.Contains(literal.Value, "apiVersion:") {
			return true
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			return true
		}
		text = field.ReplaceAllStringFunc(text, func(found string) string { return values.of(field.FindStringSubmatch(found)[1]) })
		manifests = append(manifests, manifestsIn(control.ReplaceAllString(text, ""))...)
		return true
	})
	return triggersOf(source, manifests)
}

// manifestsIn returns the documents that parse: some of KEDA's tests are wrong on purpose, and
// some contain values that are known only when they run.
func manifestsIn(text string) []manifest {
	var manifests []manifest
	for document := range strings.SplitSeq(text, "\n---") {
		var m manifest
		if yaml.Unmarshal([]byte(document), &m) == nil {
			manifests = append(manifests, m)
		}
	}
	return manifests
}

func triggersOf(source string, manifests []manifest) []example {
	var all []example
	for _, m := range manifests {
		for _, t := range m.Spec.Triggers {
			e := example{Source: source, Type: t.Type, Metadata: t.Metadata, MetricType: t.MetricType}
			if e.Metadata == nil {
				e.Metadata = map[string]string{}
			}
			e.authenticate(manifests, t.AuthenticationRef.Name)
			e.environment()
			all = append(all, e)
		}
	}
	return all
}

func (e *example) authenticate(manifests []manifest, name string) {
	for _, m := range manifests {
		if name == "" || m.Metadata.Name != name || !strings.HasSuffix(m.Kind, "TriggerAuthentication") {
			continue
		}
		e.PodIdentity = m.Spec.PodIdentity.Provider
		e.Authentication = map[string]string{}
		for _, ref := range m.Spec.SecretTargetRef {
			e.Authentication[ref.Parameter] = secretValue(manifests, ref.Name, ref.Key)
		}
		return
	}
}

func secretValue(manifests []manifest, name, key string) string {
	for _, m := range manifests {
		if m.Kind != "Secret" || m.Metadata.Name != name {
			continue
		}
		if value := m.StringData[key]; value != "" {
			return value
		}
		if value, err := base64.StdEncoding.DecodeString(m.Data[key]); err == nil && len(value) > 0 {
			return string(value)
		}
	}
	return unknown
}
