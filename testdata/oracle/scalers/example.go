package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
)

// example is one trigger, and what KEDA knows in addition to its metadata.
type example struct {
	// Source is a file of KEDA's module.
	Source   string            `json:"source"`
	Type     string            `json:"type"`
	Metadata map[string]string `json:"metadata"`
	// Authentication contains the parameters from a TriggerAuthentication.
	Authentication map[string]string `json:"authentication,omitempty"`
	// Environment is that of the scaled container.
	Environment map[string]string `json:"environment,omitempty"`
	PodIdentity string            `json:"podIdentity,omitempty"`
	MetricType  string            `json:"metricType,omitempty"`
}

// examplesOf returns the triggers in KEDA's end-to-end tests and in the tables of its unit
// tests.
func examplesOf(module string) ([]example, error) {
	var all []example
	err := filepath.WalkDir(module, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		source, err := filepath.Rel(module, path)
		if err != nil {
			return err
		}
		source = filepath.ToSlash(source)
		manifests, tables := strings.HasPrefix(source, "tests/"), strings.HasPrefix(source, "pkg/scalers/") && strings.HasSuffix(source, "_scaler_test.go")
		if !manifests && !tables {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if manifests {
			all = append(all, fromManifests(source, file)...)
		} else {
			all = append(all, fromTables(source, file)...)
		}
		return nil
	})
	return all, err
}

// named lists the functions and types of test files whose names differ from their triggers'.
var named = map[string][]string{
	"artemis": {"artemis-queue"}, "cpu_memory": {"cpu", "memory"}, "external": {"external", "external-push"},
	"gcp_cloud_tasks": {"gcp-cloudtasks"}, "mongo": {"mongodb"}, "newrelic": {"new-relic"}, "openstack_metrics": {"openstack-metric"},
	"redis": {"redis", "redis-cluster", "redis-sentinel"}, "redis_streams": {"redis-streams", "redis-cluster-streams", "redis-sentinel-streams"},
	"solace_dm": {"solace-direct-messaging"}, "solace": {"solace-event-queue"},
}

// fromTables reads the structs of test tables that contain metadata.
func fromTables(source string, file *ast.File) []example {
	base := strings.TrimSuffix(filepath.Base(source), "_scaler_test.go")
	types := named[base]
	if types == nil {
		types = []string{strings.ReplaceAll(base, "_", "-")}
	}
	values := declarations(file)
	var all []example
	ast.Inspect(file, func(n ast.Node) bool {
		row, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		e, ok := rowExample(row, values)
		for _, t := range types {
			if ok {
				e.Source, e.Type = source, t
				all = append(all, e)
			}
		}
		return !ok
	})
	return all
}

// rowExample reads a row: its first map is the metadata, the next are parameters of an
// authentication, unless named fields differ.
func rowExample(row *ast.CompositeLit, values values) (example, bool) {
	var e example
	for _, element := range row.Elts {
		name, value := "", element
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				name = strings.ToLower(key.Name)
			}
			value = pair.Value
		}
		if provider := identity(value); provider != "" {
			e.PodIdentity = provider
		}
		texts, ok := values.texts(value)
		switch {
		case !ok:
		case strings.Contains(name, "env"):
			e.Environment = texts
		case strings.Contains(name, "auth") || name == "" && e.Metadata != nil && e.Authentication == nil:
			e.Authentication = texts
		case strings.Contains(name, "meta") || name == "" && e.Metadata == nil:
			e.Metadata = texts
		}
	}
	e.environment()
	return e, e.Metadata != nil
}

// environment sets a value for every variable that the metadata names.
func (e *example) environment() {
	for key, variable := range e.Metadata {
		if !strings.HasSuffix(key, "FromEnv") || variable == "" {
			continue
		}
		if e.Environment == nil {
			e.Environment = map[string]string{}
		}
		if e.Environment[variable] == "" {
			e.Environment[variable] = "value"
		}
	}
}

var identities = map[string]string{
	"PodIdentityProviderAws": "aws", "PodIdentityProviderAwsEKS": "aws-eks", "PodIdentityProviderAzureWorkload": "azure-workload", "PodIdentityProviderGCP": "gcp",
}

func identity(value ast.Expr) string {
	found := ""
	ast.Inspect(value, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			found = orElse(found, identities[selector.Sel.Name])
		}
		return true
	})
	return found
}
