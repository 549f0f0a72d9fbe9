// Package argocd reads what Argo CD passes to a config management plugin: the parameters of an
// Application, as JSON in an environment variable, and the plugin environment.
package argocd

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// These are Argo CD's environment variables.
const (
	envParameters  = "ARGOCD_APP_PARAMETERS"
	envNamespace   = "ARGOCD_APP_NAMESPACE"
	envSourcePath  = "ARGOCD_APP_SOURCE_PATH"
	envUserDefined = "ARGOCD_ENV_" // the prefix of the names that an Application sets
)

// These are the parameters that an Application may set, under spec.source.plugin.parameters or, in
// capitals, under spec.source.plugin.env.
const (
	namespaceParameter = "namespace"
	configParameter    = "functionConfig"
	strictParameter    = "strict"
)

// Parameters returns the names of the parameters that an Application may set.
func Parameters() []string { return []string{configParameter, namespaceParameter, strictParameter} }

// Request contains the settings of an Application. Unset fields are zero.
type Request struct {
	// Namespace is the parameter, or else the Application's destination namespace, in which Argo CD
	// creates objects that set none.
	Namespace string
	// Config is a file with the functionConfig; see ReadConfig.
	Config string
	// Strict turns warnings into errors.
	Strict bool

	sourcePath string
}

// Read reads a request from an environment in the form of os.Environ. It returns all errors at
// once. Errors do not quote values of the plugin environment, which may contain passwords for other
// plugins.
func Read(environ []string) (Request, error) {
	env := map[string]string{}
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		env[name] = value
	}
	given, problems := parameters(env[envParameters])
	problems = append(problems, misspelt(env)...)
	value := func(name string) (text, from string) {
		if text := given[name]; text != "" {
			return text, "parameter " + name
		}
		return env[envUserDefined+strings.ToUpper(name)], "plugin env " + strings.ToUpper(name)
	}
	r := Request{sourcePath: env[envSourcePath]}
	var from string
	if r.Namespace, from = value(namespaceParameter); r.Namespace == "" {
		r.Namespace, from = env[envNamespace], "destination namespace"
	}
	if r.Namespace != "" && !config.IsDNSLabel(r.Namespace) {
		problems = append(problems, fmt.Errorf("the Application's %s cannot be a namespace; use lowercase letters, digits and dashes", from))
	}
	r.Config, _ = value(configParameter)
	switch text, from := value(strictParameter); text {
	case "true":
		r.Strict = true
	case "false", "":
	default:
		problems = append(problems, fmt.Errorf("the Application's %s must be true or false", from))
	}
	return r, errors.Join(problems...)
}

// misspelt returns errors for names in the plugin environment that differ from a parameter by
// one letter or by separators. Other names belong to other plugins.
func misspelt(env map[string]string) []error {
	known := make([]string, 0, len(Parameters()))
	for _, name := range Parameters() {
		known = append(known, strings.ToUpper(name))
	}
	var problems []error
	for _, variable := range slices.Sorted(maps.Keys(env)) {
		name, ownPrefix := strings.CutPrefix(variable, envUserDefined)
		for _, near := range known {
			if ownPrefix && name != near && suggest.Within(1, name, near) {
				problems = append(problems, fmt.Errorf("the Application's plugin env %s is not known; did you mean %s?", name, near))
			}
		}
	}
	return problems
}

// parameter is a parameter as Argo CD encodes it: with one of three kinds of values.
type parameter struct {
	Name   string            `json:"name"`
	String *string           `json:"string"`
	Map    map[string]string `json:"map"`
	Array  []string          `json:"array"`
}

func parameters(text string) (map[string]string, []error) {
	if text == "" {
		return nil, nil
	}
	var list []parameter
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		// The error does not quote the value, which may be anything.
		return nil, []error{fmt.Errorf("%s is not a JSON list of parameters; Argo CD sets it from the Application's spec.source.plugin.parameters; leave it unset elsewhere", envParameters)}
	}
	given := map[string]string{}
	var problems []error
	for _, p := range list {
		switch _, twice := given[p.Name]; {
		case !slices.Contains(Parameters(), p.Name):
			problems = append(problems, unknown(p.Name))
		case p.Map != nil || p.Array != nil:
			problems = append(problems, fmt.Errorf("the Application's parameter %s is a list or map; give it as string: VALUE", p.Name))
		case twice:
			problems = append(problems, fmt.Errorf("the Application gives parameter %s twice; keep one", p.Name))
		case p.String != nil:
			given[p.Name] = *p.String
		}
	}
	return given, problems
}

func unknown(name string) error {
	known := Parameters()
	if near, ok := suggest.Closest(name, known); ok {
		return fmt.Errorf("the Application's parameter %q is not known; did you mean %s?", name, near)
	}
	return fmt.Errorf("the Application's parameter %q is not known; use %s", name, suggest.Alternatives(known))
}
