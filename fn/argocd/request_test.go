package argocd_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/argocd"
)

// env is an environment by names.
type env map[string]string

func (e env) environ() []string {
	var all []string
	for name, value := range e {
		all = append(all, name+"="+value)
	}
	return all
}

func TestReadTakesParametersThenPluginEnvThenTheDestination(t *testing.T) {
	for name, test := range map[string]struct {
		env  env
		want argocd.Request
	}{
		"nothing":     {env{}, argocd.Request{}},
		"destination": {env{"ARGOCD_APP_NAMESPACE": "models", "ARGOCD_APP_PARAMETERS": "null"}, argocd.Request{Namespace: "models"}},
		"plugin env": {
			env{"ARGOCD_APP_NAMESPACE": "models", "ARGOCD_APP_PARAMETERS": "[]", "ARGOCD_ENV_NAMESPACE": "blue", "ARGOCD_ENV_FUNCTIONCONFIG": "a.yaml", "ARGOCD_ENV_STRICT": "true"},
			argocd.Request{Namespace: "blue", Config: "a.yaml", Strict: true},
		},
		"parameters": {
			env{
				"ARGOCD_APP_NAMESPACE": "models", "ARGOCD_ENV_NAMESPACE": "blue", "ARGOCD_ENV_FUNCTIONCONFIG": "a.yaml", "ARGOCD_ENV_STRICT": "true",
				"ARGOCD_APP_PARAMETERS": `[{"name":"namespace","string":"green"},{"name":"functionConfig","string":"b.yaml"},{"name":"strict","string":"false"}]`,
			},
			argocd.Request{Namespace: "green", Config: "b.yaml"},
		},
		"a parameter that the UI emptied": {
			env{"ARGOCD_APP_NAMESPACE": "models", "ARGOCD_APP_PARAMETERS": `[{"name":"namespace","string":""},{"name":"strict"}]`},
			argocd.Request{Namespace: "models"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := argocd.Read(test.env.environ())
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestReadReportsAllProblems(t *testing.T) {
	for name, test := range map[string]struct {
		env  env
		want []string
	}{
		"JSON": {
			env{"ARGOCD_APP_PARAMETERS": `{"password":"hunter2"`},
			[]string{"ARGOCD_APP_PARAMETERS is not a JSON list of parameters; Argo CD sets it from the Application's spec.source.plugin.parameters; leave it unset elsewhere"},
		},
		"JSON of another shape": {
			env{"ARGOCD_APP_PARAMETERS": `[{"name":"namespace","string":{"password":"hunter2"}}]`},
			[]string{"ARGOCD_APP_PARAMETERS is not a JSON list of parameters; Argo CD sets it from the Application's spec.source.plugin.parameters; leave it unset elsewhere"},
		},
		"a near name": {
			env{"ARGOCD_APP_PARAMETERS": `[{"name":"function-config","string":"a.yaml"}]`},
			[]string{`the Application's parameter "function-config" is not known; did you mean functionConfig?`},
		},
		"a name that is far off, and more": {
			env{"ARGOCD_APP_PARAMETERS": `[{"name":"kustomizeVersion","string":"5"},{"name":"strict","string":"yes"},{"name":"namespace","array":["a"]}]`},
			[]string{
				`the Application's parameter "kustomizeVersion" is not known; use functionConfig, namespace or strict`,
				"the Application's parameter namespace is a list or map; give it as string: VALUE",
				"the Application's parameter strict must be true or false",
			},
		},
		"a map":      {env{"ARGOCD_APP_PARAMETERS": `[{"name":"strict","map":{"a":"b"}}]`}, []string{"the Application's parameter strict is a list or map; give it as string: VALUE"}},
		"twice":      {env{"ARGOCD_APP_PARAMETERS": `[{"name":"strict","string":"true"},{"name":"strict","string":"true"}]`}, []string{"the Application gives parameter strict twice; keep one"}},
		"plugin env": {env{"ARGOCD_ENV_STRICT": "hunter2"}, []string{"the Application's plugin env STRICT must be true or false"}},
		"misspelt plugin env": {
			env{"ARGOCD_ENV_FUNCTION_CONFIG": "a.yaml", "ARGOCD_ENV_STRCT": "true", "ARGOCD_ENV_TOKEN": "hunter2", "STRCT": "true", "ARGOCD_ENV_SCRIPT": "a", "ARGOCD_ENV_POD_NAMESPACE": "a", "ARGOCD_ENV_STRIP": "a"},
			[]string{"the Application's plugin env FUNCTION_CONFIG is not known; did you mean FUNCTIONCONFIG?", "the Application's plugin env STRCT is not known; did you mean STRICT?"},
		},
		"a namespace by parameter":   {env{"ARGOCD_APP_PARAMETERS": `[{"name":"namespace","string":"Models"}]`}, []string{"the Application's parameter namespace cannot be a namespace; use lowercase letters, digits and dashes"}},
		"a namespace by plugin env":  {env{"ARGOCD_ENV_NAMESPACE": "a b"}, []string{"the Application's plugin env NAMESPACE cannot be a namespace; use lowercase letters, digits and dashes"}},
		"a namespace as destination": {env{"ARGOCD_APP_NAMESPACE": "a_b"}, []string{"the Application's destination namespace cannot be a namespace; use lowercase letters, digits and dashes"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := argocd.Read(test.env.environ())
			require.Error(t, err)
			assert.Equal(t, test.want, strings.Split(err.Error(), "\n"))
		})
	}
}

// Any Application is either accepted or rejected.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"", "null", "[]", `[{"name":"strict","string":"true"}]`, `[{"name":"strict","map":{}}]`, `[null]`, `{}`} {
		f.Add(seed, "true")
	}
	f.Fuzz(func(t *testing.T, parameters, strict string) {
		got, err := argocd.Read(env{"ARGOCD_APP_PARAMETERS": parameters, "ARGOCD_ENV_STRICT": strict}.environ())
		if err == nil && got.Strict {
			assert.True(t, strict == "true" || strings.Contains(parameters, "true"))
		}
	})
}
