package render

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// subpackages are kpt packages with the function in several Kptfiles: the threshold in each
// Deployment's ScaledObject shows which functionConfig generated it last.
var subpackages = map[string]struct {
	files string
	want  map[string]string
}{
	"in the subpackages only": {`
-- Kptfile --
kind: Kptfile
-- a/Kptfile --
<ours
-- a/fn.yaml --
<with 1
-- a/x.yaml --
<deployment a
-- b/Kptfile --
<ours
-- b/fn.yaml --
<with 2
-- b/deep/x.yaml --
<deployment b
`, map[string]string{"a": "1", "b": "2"}},
	"in the package and a subpackage": {`
-- Kptfile --
<ours
-- fn.yaml --
<with 1
-- x.yaml --
<deployment top
-- a/Kptfile --
<ours
-- a/fn.yaml --
<with 2
-- a/x.yaml --
<deployment a
`, map[string]string{"top": "1", "a": "1"}},
	"in the package only": {`
-- Kptfile --
<ours
-- fn.yaml --
<with 1
-- a/Kptfile --
kind: Kptfile
-- a/x.yaml --
<deployment a
`, map[string]string{"a": "1"}},
	"in a subpackage of a subpackage": {`
-- Kptfile --
kind: Kptfile
-- a/Kptfile --
<ours
-- a/fn.yaml --
<with 1
-- a/x.yaml --
<deployment a
-- a/b/c/Kptfile --
<ours
-- a/b/c/fn.yaml --
<with 2
-- a/b/c/x.yaml --
<deployment c
-- x.yaml --
<deployment top
`, map[string]string{"a": "1", "c": "1", "top": ""}},
	"with settings in the Kptfile, and with none": {`
-- a/Kptfile --
pipeline: {mutators: [{image: scale-modelhosts, configMap: {x: y}}]}
-- a/x.yaml --
<deployment a
-- b/Kptfile --
pipeline: {mutators: [{image: scale-modelhosts}]}
-- b/x.yaml --
<deployment b
`, map[string]string{"a": "'", "b": "'"}},
	"without a pipeline, and with one functionConfig": {`
-- Kptfile --
kind: Kptfile
-- a/Kptfile --
kind: Kptfile
-- a/fn.yaml --
<with 1
-- b/Kptfile --
kind: Kptfile
-- b/x.yaml --
<deployment b
`, map[string]string{"b": "1"}},
	"below a folder that is not a package": {`
-- x.yaml --
<deployment top
-- fn.yaml --
<with 3
-- a/Kptfile --
<ours
-- a/fn.yaml --
<with 1
-- a/x.yaml --
<deployment a
-- b/Kptfile --
kind: Kptfile
-- b/x.yaml --
<deployment b
`, map[string]string{"a": "1", "b": "3", "top": "3"}},
	"a folder whose name begins with another's": {`
-- Kptfile --
kind: Kptfile
-- a/Kptfile --
<ours
-- a/fn.yaml --
<with 1
-- a/x.yaml --
<deployment a
-- ab/x.yaml --
<deployment b
`, map[string]string{"a": "1", "b": ""}},
}

var (
	withThreshold = regexp.MustCompile(`(?m)^<with (\S+)$`)
	deployment    = regexp.MustCompile(`(?m)^<deployment (\S+)$`)
)

// spelledOut expands the abbreviations in the packages.
func spelledOut(files string) string {
	files = strings.ReplaceAll(files, "<ours", "pipeline: {mutators: [{image: scale-modelhosts, configPath: fn.yaml}]}")
	files = withThreshold.ReplaceAllString(files, `{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: scale}, spec: {threshold: "$1"}}`)
	return deployment.ReplaceAllString(files, `{apiVersion: apps/v1, kind: Deployment, metadata: {name: $1, labels: {scale: "yes"}}, spec: {replicas: 3}}`)
}

func TestDirRunsThePipelinesOfSubpackagesFirst(t *testing.T) {
	for name, test := range subpackages {
		t.Run(name, func(t *testing.T) {
			got, err := Dir(writePackage(t, spelledOut(test.files)), Options{Function: runOnly(scale)})
			require.NoError(t, err)
			for name, threshold := range test.want {
				generated := regexp.MustCompile(`threshold: '([^}]*)'[^-]*scaleTargetRef: \{name: ` + name + `\}`).FindStringSubmatch(string(got.YAML))
				if threshold == "" {
					require.Empty(t, generated, "%s has a ScaledObject", name)
					continue
				}
				require.NotEmpty(t, generated, "%s has no ScaledObject in\n%s", name, got.YAML)
				require.Equal(t, strings.Trim(threshold, "'"), generated[1], name)
			}
			require.NotContains(t, string(got.YAML), "ScaleModelHosts")
		})
	}
}

func TestDirRejectsWhatASubpackageRejects(t *testing.T) {
	got, err := Dir(writePackage(t, spelledOut(`
-- Kptfile --
<ours
-- fn.yaml --
<with 1
-- a/Kptfile --
<ours
-- a/fn.yaml --
{apiVersion: autoscaling.modelhost.dev/v1alpha1, kind: ScaleModelHosts, metadata: {name: scale}, spec: {reject: "yes"}}
-- a/x.yaml --
<deployment a
`)), Options{Function: runOnly(scale)})
	require.NoError(t, err)
	require.Nil(t, got.YAML)
	require.True(t, got.Findings.HasErrors())
}

// Items keep the order of their files, and generated items come last.
func TestDirKeepsTheOrderOfSubpackages(t *testing.T) {
	got, err := Dir(writePackage(t, spelledOut(subpackages["in a subpackage of a subpackage"].files)), Options{Function: runOnly(scale)})
	require.NoError(t, err)
	var order []string
	for _, found := range regexp.MustCompile(`(?m)kind: (\w+)`).FindAllStringSubmatch(string(got.YAML), -1) {
		order = append(order, found[1])
	}
	require.Equal(t, []string{"Deployment", "Deployment", "Deployment", "ScaledObject", "ScaledObject"}, order)
}
