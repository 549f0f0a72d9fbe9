package fn_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/explain"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/report"
	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// A misplaced password appears in no output, neither as it was written nor as part of an address.
const (
	marker = "hunter2SECRET"
	number = "55577712345"
)

// forms are ways to write a password as a value.
var forms = []string{
	`"` + marker + `"`, number, number + ".5", "[" + marker + "]", "{" + marker + ": " + marker + "}", "!own " + marker, "|\n          " + marker,
	`"amqp://user:` + marker + `@host"`, `"user:` + marker + `@host:1"`, `"https://host/` + `?token=` + marker + `"`, `"a=` + marker + `=,b"`, `"%zz` + marker + `"`,
}

// outputs returns everything that is printed about a package.
func outputs(t *testing.T, stream string) string {
	t.Helper()
	loaded, err := render.LoadStream(strings.NewReader(stream), render.Options{})
	require.NoError(t, err)
	loaded.Input.Strict = true
	result := fn.Check(loaded.Input)
	var out bytes.Buffer
	for _, format := range report.Formats() {
		write, err := report.Get(format)
		require.NoError(t, err)
		require.NoError(t, write(&out, report.Report{Findings: append(slices.Clone(result.Findings), loaded.Notes()...)}))
	}
	for _, format := range explain.Formats() {
		write, err := explain.Get(format)
		require.NoError(t, err)
		require.NoError(t, write(&out, explain.New(result)))
	}
	return out.String()
}

// silent fails if a line of the outputs contains the password.
func silent(t *testing.T, what, stream string) {
	t.Helper()
	for line := range strings.SplitSeq(outputs(t, stream), "\n") {
		assert.False(t, strings.Contains(line, marker) || strings.Contains(line, number), "%s: %.300s", what, line)
	}
}

const triggerOf = `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: a%d, namespace: models}
spec:
  scaleTargetRef: {name: w%d}
  triggers:
  - type: %s
    metadata: %s
    authenticationRef: {name: auth}
`

// secretive returns the parameters that may contain a credential according to KEDA.
func secretive(s scaler.Scaler) []string {
	names := []string{"password", "apiKey", "appKey", "sasKey", "accessKey", "customHeaders", "queryParameters", "connectionString", "awsSecretAccessKey", "pasword"}
	for _, p := range s.Parameters {
		for _, name := range p.Names {
			if keda.IsCredential(name) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func TestNoCredentialIsRepeated(t *testing.T) {
	for _, typ := range scaler.Types() {
		s, _ := scaler.Find(typ)
		var stream strings.Builder
		n := 0
		// One by one, since one mistake may hide another, and all at once.
		for i, form := range forms {
			all := ""
			for _, name := range secretive(s) {
				// A queue's name may be used in place of its address, and is printed.
				if name == "queueURL" && !strings.Contains(form, "@") {
					continue
				}
				one := fmt.Sprintf("\n      %s: %s\n      %sFromEnv: %s", name, form, name, forms[0])
				all += one
				if i%6 == 0 {
					n++
					fmt.Fprintf(&stream, triggerOf, n, n, typ, one)
				}
			}
			n++
			fmt.Fprintf(&stream, triggerOf, n, n, typ, all)
		}
		for _, whole := range []string{`"` + marker + `"`, number, `["` + marker + `"]`, "password=" + marker} {
			n++
			fmt.Fprintf(&stream, triggerOf, n, n, typ, whole)
		}
		silent(t, typ, stream.String())
	}
}

// TestAuthenticationParametersAreCredentials compares the words by which credentials are recognized
// with KEDA's table: all strings that an authentication may provide, except for plain settings.
func TestAuthenticationParametersAreCredentials(t *testing.T) {
	settings := []string{
		"authModes", "authMode", "authType", "tls", "sasl", "saslTokenProvider", "method", "scopes", "scope", "sslmode", "scheme", "protocol", "driverName", "enableTLS", "unsafeSsl",
		"port", "ports", "awsRegion", "region", "regionName", "realm", "sentinelMaster", "dbName", "database", "index", "query", "searchTemplateName", "valueLocation", "targetValue",
		"account", "accountID", "projectID", "organizationName", "userID", "vhostName", "workspaceId", "workloadIdentityResource", "applicationInsightsId", "cloudID",
		"datadogSite", "datadogNamespace", "datadogMetricsService", "datadogMetricsServicePort", "maxIdleConns", "maxOpenConns", "connMaxLifetime", "activeDirectoryClientId",
	}
	for _, typ := range scaler.Types() {
		s, _ := scaler.Find(typ)
		for _, p := range s.Parameters {
			if !p.IsFrom(scaler.Authentication) || p.Type != "string" && !strings.HasPrefix(p.Type, "[]") && p.Type != "url.Values" {
				continue
			}
			for _, name := range p.Names {
				assert.True(t, keda.IsCredential(name) || slices.Contains(settings, name), "%s: is %s a credential?", typ, name)
			}
		}
	}
}

// TestNoAuthenticationIsRepeated writes a password into each field of an authentication.
func TestNoAuthenticationIsRepeated(t *testing.T) {
	var fields []string
	fieldsOf(reflect.TypeFor[keda.TriggerAuthenticationSpec](), "%s", &fields)
	require.Greater(t, len(fields), 60)
	for _, kind := range []string{keda.KindTriggerAuthentication, keda.KindClusterTriggerAuthentication} {
		var stream strings.Builder
		n := 0
		for _, field := range fields {
			for _, form := range []string{`"` + marker + `"`, number, "[" + marker + "]", "!own " + marker} {
				n++
				fmt.Fprintf(&stream, strings.Replace(triggerOf, "name: auth", "kind: "+kind+", name: auth%d", 1), n, n, "prometheus", "{query: sum(x)}", n)
				fmt.Fprintf(&stream, "---\napiVersion: keda.sh/v1alpha1\nkind: %s\nmetadata: {name: auth%d, namespace: models}\nspec: %s\n", kind, n, fmt.Sprintf(field, form))
			}
		}
		silent(t, kind, stream.String())
	}
}

// fieldsOf appends the fields of a struct, and of the structs in it, as text around a value.
func fieldsOf(typ reflect.Type, around string, fields *[]string) {
	switch typ.Kind() {
	case reflect.Pointer:
		fieldsOf(typ.Elem(), around, fields)
		return
	case reflect.Slice:
		*fields = append(*fields, around)
		fieldsOf(typ.Elem(), fmt.Sprintf(around, "[%s]"), fields)
		return
	case reflect.Map:
		*fields = append(*fields, around)
		around = fmt.Sprintf(around, "{key: %s}")
	case reflect.Struct:
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			fieldsOf(typ.Field(i).Type, fmt.Sprintf(around, "{"+name+": %s}"), fields)
		}
	}
	*fields = append(*fields, around)
}

// TestNoSecretIsRepeated uses malformed Secrets, and text that does not parse.
func TestNoSecretIsRepeated(t *testing.T) {
	const secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: models}\n%s\n---\n"
	const reads = `apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: {name: auth, namespace: models}
spec: {secretTargetRef: [{parameter: password, name: s, key: password}]}
`
	for _, form := range append(forms, "*"+marker, "@"+marker, "`"+marker, "%"+marker, "&"+marker, "[", `"`+marker+`\q"`) {
		for _, field := range []string{"data", "stringData"} {
			for _, body := range []string{field + ":\n  password: " + form, field + ": " + strings.Replace(form, "\n        ", "\n", 1), field + ":\n  key: " + form + "\n  key: " + form} {
				silent(t, body, fmt.Sprintf(secret, body)+reads+fmt.Sprintf(triggerOf, 1, 1, "redis", "{address: a, listName: l}"))
			}
		}
		silent(t, form, "password: "+form)
		silent(t, form, fmt.Sprintf(triggerOf, 1, 1, "redis", "\n      password: "+form))
	}
}

// TestNoFunctionConfigIsRepeated uses settings with a password in place of the reference.
func TestNoFunctionConfigIsRepeated(t *testing.T) {
	const host = `apiVersion: apps/v1
kind: Deployment
metadata: {name: prt-depl-modelhost-x, namespace: models, annotations: {autoscaling.modelhost.dev/min-replicas: "1"}}
spec: {}
`
	for _, spec := range []string{
		"{authentication: {a: {secret: {name: s, keys: {password: " + number + "}}}}}",
		"{authentication: {a: {secret: {name: s, keys: {password: '" + marker + "!'}}}}}",
		"{authentication: {a: {secret: " + marker + "}}}",
		"{authentication: {a: {secret: {name: s, source: inline, keys: {password: p}, data: {p: " + number + "}}}}}",
		"{authentication: {a: {oauth2: {type: " + marker + ", clientId: " + number + ", clientSecret: " + marker + ", tokenUrl: 'https:/" + marker + "'}}}}",
		"{defaults: {triggers: [{type: redis, metadata: {password: " + number + ", url: [" + marker + "]}}]}}",
		"{defaults: {triggers: [{type: redis, metadata: " + marker + "}]}}",
		"{defaults: {scaledObject: {triggers: [{type: redis, metadata: {password: " + number + "}}]}}}",
		"{prometheus: {serverAddress: 'user:" + marker + "@p'}}",
		"{limits: {serverAddresses: ['user:" + marker + "@p']}}",
	} {
		items, err := render.LoadStream(strings.NewReader(host), render.Options{})
		require.NoError(t, err)
		items.Input.FunctionConfig = yaml.MustParse("apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nmetadata: {name: c}\nspec: " + spec)
		found := fn.Check(items.Input).Findings
		assert.True(t, found.HasErrors(), spec)
		for _, f := range found {
			assert.False(t, strings.Contains(f.String(), marker) || strings.Contains(f.String(), number), "%s: %s", spec, f)
		}
	}
}

// TestNoVariableIsRepeated uses a container's environment variable that contains the password in
// plain text.
func TestNoVariableIsRepeated(t *testing.T) {
	const host = `apiVersion: apps/v1
kind: Deployment
metadata: {name: w0, namespace: models}
spec: {template: {spec: {containers: [{name: c, env: [{name: PASSWORD, value: %s}]}]}}}
`
	for _, typ := range scaler.Types() {
		s, _ := scaler.Find(typ)
		all := ""
		for _, name := range secretive(s) {
			all += "\n      " + name + "FromEnv: PASSWORD"
		}
		for _, form := range forms {
			if strings.HasPrefix(form, `"`) {
				silent(t, typ, fmt.Sprintf(host, form)+fmt.Sprintf(triggerOf, 0, 0, typ, all))
			}
		}
	}
}

// TestNoAnnotationRepeatsACredential uses an address or a connection string with a password as the
// value of each annotation, since a user might put one there.
func TestNoAnnotationRepeatsACredential(t *testing.T) {
	const host = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: prt-depl-modelhost-x
  namespace: models
  annotations:
    autoscaling.modelhost.dev/gpu: "70"
    autoscaling.modelhost.dev/%s: %s
spec: {}
`
	keys := []string{
		"enabled", "profile", "key", "service", "min-replicas", "max-replicas", "idle-replicas", "polling-interval", "cooldown-period", "initial-cooldown-period",
		"cpu", "memory", "gpu-activation", "rps", "vllm-queue", "vllm-queue-activation", "triggers", "schedule", "behavior", "fallback", "http-hosts", "http-paths", "http-port",
		"cold-start", "authentication", "hpa-policy", "replicas-policy", "paused", "paused-replicas", "scaled-object", "ignore", "no-such-key",
	}
	values := []string{
		"http://u:" + marker + "@h:80", "amqp://u:" + marker + "@h", "amqp://u:" + marker + "/x\\\"y z@h", "redis://:" + marker + "@h", "user:" + marker + "@h",
		"https://h/?token=" + marker, "Server=h;Password=" + marker + ";User=u", "- amqp://u:" + marker + "@h", "a: amqp://u:" + marker + "@h",
	}
	for _, key := range keys {
		for _, value := range values {
			silent(t, key, fmt.Sprintf(host, key, `"`+value+`"`))
		}
	}
	for _, parameter := range []string{"password", "host", "connection", "token"} {
		silent(t, parameter, fmt.Sprintf(host, "triggers", `"[{type: rabbitmq, metadata: {queueName: q, mode: QueueLength, value: '5', `+parameter+`: '$(`+marker+`)'}}]"`))
	}
}

// TestNoFieldOfTheFunctionConfigRepeatsACredential uses an address with a password in fields of
// every type.
func TestNoFieldOfTheFunctionConfigRepeatsACredential(t *testing.T) {
	const host = `apiVersion: apps/v1
kind: Deployment
metadata: {name: prt-depl-modelhost-x, namespace: models, annotations: {autoscaling.modelhost.dev/gpu: "70"}}
spec: {}
`
	fields := []string{
		"{namespace: %s}", "{strict: %s}", "{prometheus: {serverAddress: %s}}", "{prometheus: {labels: %s}}", "{prometheus: {authentication: %s}}", "{naming: {deployment: %s}}",
		"{limits: {maxReplicas: %s}}", "{limits: {serverAddresses: [%s]}}", "{defaults: {profile: %s}}", "{defaults: {authentication: %s}}", "{defaults: {minReplicas: %s}}",
		"{profiles: {p: {maxReplicas: %s}}}", "{signals: {s: {query: %s}}}", "{signals: {s: %s}}", "{authentication: {a: %s}}", "{generated: {labels: {team: %s}}}", "{no: %s}", "%s",
	}
	for _, field := range fields {
		for _, value := range []string{"'http://u:" + marker + "@h:80'", "'amqp://u:" + marker + "@h'", "['user:" + marker + "@h']", "'Password=" + marker + "'"} {
			loaded, err := render.LoadStream(strings.NewReader(host), render.Options{})
			require.NoError(t, err)
			loaded.Input.FunctionConfig = yaml.MustParse("apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nmetadata: {name: c}\nspec: " + fmt.Sprintf(field, value))
			for _, f := range fn.Check(loaded.Input).Findings {
				assert.NotContains(t, f.String(), marker, field)
			}
		}
	}
}
