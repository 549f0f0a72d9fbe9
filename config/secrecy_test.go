package config_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
)

// These values are valid in no field, so they would appear in a message if any value did.
const (
	password = "hunter2SECRET!"
	pin      = "55577712345"
)

// secretFields returns the fields that may contain a secret, as YAML with a verb in place of the
// value.
func secretFields(typ reflect.Type, secret bool, around string) []string {
	switch typ.Kind() {
	case reflect.Pointer:
		return secretFields(typ.Elem(), secret, around)
	case reflect.Slice:
		return secretFields(typ.Elem(), secret, fmt.Sprintf(around, "[%s]"))
	case reflect.Map:
		return secretFields(typ.Elem(), secret, fmt.Sprintf(around, "{a: %s}"))
	case reflect.String:
		if secret {
			return []string{around}
		}
	case reflect.Struct:
		if typ == reflect.TypeFor[yaml.Node]() {
			return nil
		}
		holder, _ := reflect.Zero(typ).Interface().(strictyaml.SecretHolder)
		var all []string
		for field := range typ.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			inner, isSecret := around, secret
			if name != "" {
				inner = fmt.Sprintf(around, "{"+name+": %s}")
				isSecret = secret || holder != nil && holder.IsSecret(name)
			}
			all = append(all, secretFields(field.Type, isSecret, inner)...)
		}
		return all
	}
	return nil
}

func TestNoProblemQuotesASecret(t *testing.T) {
	fields := secretFields(reflect.TypeFor[config.Spec](), false, "%s")
	require.Greater(t, len(fields), 80)
	for _, field := range fields {
		problems := 0
		for _, value := range []string{`"` + password + `"`, pin, pin + ".5", "[" + password + "]", "!own " + password, "{a: " + password + "}"} {
			text := "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nspec: " + fmt.Sprintf(field, value)
			_, found := config.Load(yaml.MustParse(text).YNode())
			problems += len(found)
			for _, p := range found {
				assert.False(t, strings.Contains(p.String(), password) || strings.Contains(p.String(), pin), "%s: %s", field, p)
			}
		}
		assert.Positive(t, problems, field)
	}
}
