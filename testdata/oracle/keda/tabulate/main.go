// Command tabulate writes the schemas of KEDA's CRDs and those of its HTTP add-on as the
// compact tables that fn/crd uses to check objects. Run it in testdata/oracle/keda:
//
//	go run ./tabulate -to ../../../fn/crd/schemas
//
// It fails if a CRD uses a keyword that fn/crd does not support.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	"sigs.k8s.io/yaml"
)

// table is one served version of one CRD, as fn/crd reads it.
type table struct {
	Source  string         `json:"source"`
	License string         `json:"license"`
	Group   string         `json:"group"`
	Version string         `json:"version"`
	Kind    string         `json:"kind"`
	Scope   string         `json:"scope"`
	Schema  map[string]any `json:"schema"`
}

// origin is a CRD file with its patches.
type origin struct {
	from, file, patch, to string
}

const addon = "github.com/kedacore/http-add-on"

func main() {
	to := flag.String("to", "", "directory of the tables")
	flag.Parse()
	dir, version := keda()
	bases := filepath.Join(dir, "config", "crd", "bases")
	var origins []origin
	for _, name := range []string{"keda.sh_scaledobjects", "keda.sh_scaledjobs", "keda.sh_triggerauthentications", "keda.sh_clustertriggerauthentications", "eventing.keda.sh_cloudeventsources", "eventing.keda.sh_clustercloudeventsources"} {
		o := origin{from: "github.com/kedacore/keda/v2 " + version, file: filepath.Join(bases, name+".yaml"), to: name}
		patch := filepath.Join(dir, "config", "crd", "patches", strings.TrimSuffix(strings.TrimPrefix(name, "keda.sh_"), "s")+"_patch.yaml")
		if _, err := os.Stat(patch); err == nil {
			o.patch = patch
		}
		origins = append(origins, o)
	}
	origins = append(origins,
		origin{from: addon + " 2026-06-28", file: "crds/http.keda.sh_interceptorroutes.yaml", to: "http.keda.sh_interceptorroutes"},
		origin{from: addon + " v0.15.0", file: "crds/http.keda.sh_interceptorroutes_v0.15.0.yaml", to: "http.keda.sh_interceptorroutes_v0.15.0"},
		origin{from: addon + " v0.15.0", file: "crds/http.keda.sh_httpscaledobjects.yaml", to: "http.keda.sh_httpscaledobjects"},
	)
	for _, o := range origins {
		check(write(o, *to))
	}
}

func keda() (dir, version string) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}} {{.Version}}", "github.com/kedacore/keda/v2").Output()
	check(err)
	dir, version, _ = strings.Cut(strings.TrimSpace(string(out)), " ")
	return dir, version
}

func write(o origin, to string) error {
	raw, err := os.ReadFile(o.file)
	if err != nil {
		return err
	}
	raw, err = yaml.YAMLToJSON(raw)
	if err != nil {
		return err
	}
	if o.patch != "" {
		if raw, err = patched(raw, o.patch); err != nil {
			return err
		}
	}
	var crd struct {
		Spec struct {
			Group, Scope string
			Names        struct{ Kind string }
			Versions     []struct {
				Name         string
				Served       bool
				Subresources map[string]any
				Schema       struct{ OpenAPIV3Schema map[string]any }
			}
		}
	}
	if err := json.Unmarshal(raw, &crd); err != nil {
		return err
	}
	for _, v := range crd.Spec.Versions {
		if !v.Served {
			continue
		}
		if len(crd.Spec.Versions) > 1 {
			return fmt.Errorf("%s: several versions", o.file)
		}
		root := v.Schema.OpenAPIV3Schema
		// The API server drops the status that is written with an object.
		if _, dropped := v.Subresources["status"]; dropped {
			root["properties"].(map[string]any)["status"] = map[string]any{"x-kubernetes-preserve-unknown-fields": true}
		}
		compact, err := reduce(root, o.to)
		if err != nil {
			return err
		}
		out, err := encode(table{Source: o.from, License: "Apache-2.0", Group: crd.Spec.Group, Version: v.Name, Kind: crd.Spec.Names.Kind, Scope: crd.Spec.Scope, Schema: compact})
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, o.to+".json"), out, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// encode does not escape the operators of CEL.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(v)
	return b.Bytes(), err
}

func patched(raw []byte, file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	text, err = yaml.YAMLToJSON(text)
	if err != nil {
		return nil, err
	}
	patch, err := jsonpatch.DecodePatch(text)
	if err != nil {
		return nil, err
	}
	return patch.Apply(raw)
}

// kept lists the keywords that fn/crd supports, dropped those that reject nothing.
var (
	kept = []string{
		"type", "format", "enum", "required", "pattern", "default", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
		"x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-list-type", "x-kubernetes-list-map-keys",
	}
	dropped = []string{"description", "x-kubernetes-map-type"}
)

var intOrString = []any{map[string]any{"type": "integer"}, map[string]any{"type": "string"}}

func reduce(schema map[string]any, path string) (map[string]any, error) {
	out := map[string]any{}
	for _, keyword := range slices.Sorted(maps.Keys(schema)) {
		value := schema[keyword]
		var err error
		switch {
		case slices.Contains(dropped, keyword):
		case keyword == "x-kubernetes-list-type" && value == "atomic":
		case keyword == "anyOf" && schema["x-kubernetes-int-or-string"] == true && reflect.DeepEqual(value, intOrString):
		case keyword == "properties":
			properties := map[string]any{}
			for name, property := range value.(map[string]any) {
				if properties[name], err = reduce(property.(map[string]any), path+"."+name); err != nil {
					return nil, err
				}
			}
			out[keyword] = properties
		case keyword == "items" || keyword == "additionalProperties":
			inner, ok := value.(map[string]any)
			if !ok {
				return nil, fmt.Errorf("%s: %s is no schema", path, keyword)
			}
			if out[keyword], err = reduce(inner, path+"[]"); err != nil {
				return nil, err
			}
		case keyword == "x-kubernetes-validations":
			var rules []any
			for _, rule := range value.([]any) {
				rule := rule.(map[string]any)
				for name := range rule {
					if name != "rule" && name != "message" {
						return nil, fmt.Errorf("%s: %s of a CEL rule", path, name)
					}
				}
				rules = append(rules, rule)
			}
			out[keyword] = rules
		case slices.Contains(kept, keyword):
			out[keyword] = value
		default:
			return nil, fmt.Errorf("%s: fn/crd does not know %s", path, keyword)
		}
	}
	return out, nil
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
