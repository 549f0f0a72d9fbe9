package render

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/timelimit"
)

// swelling returns fields whose aliases expand to 10 to the power of the given number of values.
func swelling(power int) string {
	text := "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < power; i++ {
		text += fmt.Sprintf("  a%[1]d: &a%[1]d [%[2]s]\n", i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10))
	}
	return text
}

// kustomize expands aliases without a limit, wherever they are.
func TestAliasesThatExpandTooMuchAreRejected(t *testing.T) {
	const (
		object   = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\n"
		function = "apiVersion: autoscaling.modelhost.dev/v1alpha1\nkind: ScaleModelHosts\nmetadata: {name: scale, annotations: {config.kubernetes.io/function: \"exec: {path: scale-modelhosts}\"}}\n"
	)
	indent := func(text string) string { return "    " + strings.ReplaceAll(text, "\n", "\n    ") + "\n" }
	for name, files := range map[string]func(fields string) string{
		"resource": func(fields string) string {
			return "-- kustomization.yaml --\nresources: [big.yaml]\n-- big.yaml --\n" + object + "data:\n" + fields
		},
		"base": func(fields string) string {
			return "-- kustomization.yaml --\nresources: [base]\n-- base/kustomization.yaml --\nresources: [big.yaml]\n-- base/big.yaml --\n" + object + "data:\n" + fields
		},
		"patch": func(fields string) string {
			return "-- kustomization.yaml --\nresources: [small.yaml]\npatches: [{path: big.yaml}]\n-- small.yaml --\n" + object + "-- big.yaml --\n" + object + "data:\n" + fields
		},
		"patch in the kustomization": func(fields string) string {
			return "-- kustomization.yaml --\nresources: [small.yaml]\npatches:\n- patch: |\n" + indent(object+"data:\n"+fields) + "-- small.yaml --\n" + object
		},
		"kustomization": func(fields string) string {
			return "-- kustomization.yaml --\nresources: [small.yaml]\ncommonAnnotations:\n" + fields + "-- small.yaml --\n" + object
		},
		"functionConfig": func(fields string) string {
			return "-- kustomization.yaml --\nresources: [small.yaml]\ntransformers: [big.yaml]\n-- small.yaml --\n" + object + "-- big.yaml --\n" + function + "spec:\n" + fields
		},
	} {
		t.Run(name, func(t *testing.T) {
			timelimit.Run(t, timelimit.PerInput, func() {
				dir := writePackage(t, files(swelling(9)))
				_, err := Dir(dir, Options{Function: fn.Function{}})
				require.ErrorContains(t, err, "its YAML aliases expand to more than 1000000 nodes; use plain values instead")
				assert.Equal(t, 1, strings.Count(err.Error(), "aliases"), err)
				_, checkErr := Check(dir, Options{Function: fn.Function{}})
				require.ErrorContains(t, checkErr, err.Error())
				_, err = Dir(writePackage(t, files(swelling(2))), Options{Function: fn.Function{}})
				if err != nil {
					assert.NotContains(t, err.Error(), "aliases")
				}
			})
		})
	}
}

// A file that is not parsed as YAML may contain anything.
func TestTextsMayLookLikeAliases(t *testing.T) {
	dir := writePackage(t, "-- kustomization.yaml --\nconfigMapGenerator: [{name: a, files: [notes.txt]}]\n-- notes.txt --\na: &a [*b, & c\n")
	got, err := Dir(dir, Options{Function: fn.Function{}})
	require.NoError(t, err)
	assert.Contains(t, string(got.YAML), "notes.txt")
}
