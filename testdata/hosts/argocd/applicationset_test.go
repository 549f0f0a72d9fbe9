package argocd

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/sirupsen/logrus"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"

	"github.com/argoproj/argo-cd/v3/applicationset/controllers/template"
	"github.com/argoproj/argo-cd/v3/applicationset/generators"
	"github.com/argoproj/argo-cd/v3/applicationset/services"
	"github.com/argoproj/argo-cd/v3/applicationset/utils"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
)

// folders lists the folders of a repository, as the repo-server does.
type folders struct {
	services.Repos
	repo string
}

func (f folders) GetDirectories(context.Context, string, string, string, bool, bool) ([]string, error) {
	var all []string
	err := fs.WalkDir(os.DirFS(f.repo), ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && path != "." {
			all = append(all, path)
		}
		return err
	})
	return all, err
}

// projects is a cluster in which every project exists.
type projects struct{ client.Client }

func (projects) Get(context.Context, client.ObjectKey, client.Object, ...client.GetOption) error {
	return nil
}

// applicationsOf returns the Applications that Argo CD generates for the example's
// ApplicationSet.
func applicationsOf(t *testing.T, repo string) map[string]v1alpha1.Application {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "examples", "argocd", "applicationset.yaml"))
	require.NoError(t, err)
	var set v1alpha1.ApplicationSet
	require.NoError(t, yaml.UnmarshalStrict(text, &set))
	require.NoError(t, utils.CheckInvalidGenerators(&set))

	of := map[string]generators.Generator{"List": generators.NewListGenerator(), "Git": generators.NewGitGenerator(folders{repo: repo}, "argocd")}
	all := map[string]generators.Generator{"Matrix": generators.NewMatrixGenerator(of)}
	made, _, err := template.GenerateApplications(logrus.NewEntry(logrus.StandardLogger()), set, all, &utils.Render{}, projects{})
	require.NoError(t, err)
	byName := map[string]v1alpha1.Application{}
	for _, app := range made {
		byName[app.Name] = app
	}
	require.Len(t, byName, len(made), "two of one name")
	return byName
}

// TestApplicationSetRendersEachModelForEachCluster renders the generated Applications with the
// plugin.
func TestApplicationSetRendersEachModelForEachCluster(t *testing.T) {
	repo := exampleRepository(t)
	made := applicationsOf(t, repo)
	forEachSidecar(t, []string{"."}, func(t *testing.T, _ logs) {
		seen := 0
		for _, model := range []string{"mistral", "whisper"} {
			for _, cluster := range []string{"eu", "us"} {
				app, ok := made[model+"-"+cluster]
				require.True(t, ok, "%s-%s", model, cluster)
				seen++
				assert.Equal(t, "https://"+cluster+".k8s.example.com", app.Spec.Destination.Server)
				got, err := manifests(app, repo, nil)
				require.NoError(t, err)
				require.Len(t, got, 3)
				triggers, _, err := unstructured.NestedSlice(ofKind(got, "ScaledObject").Object, "spec", "triggers")
				require.NoError(t, err)
				require.Len(t, triggers, 2)
				address, _, err := unstructured.NestedString(triggers[1].(map[string]any), "metadata", "serverAddress")
				require.NoError(t, err)
				assert.Equal(t, "http://prometheus.monitoring-"+cluster+".svc.cluster.local:9090", address)
				query, _, err := unstructured.NestedString(triggers[1].(map[string]any), "metadata", "query")
				require.NoError(t, err)
				assert.Contains(t, query, `exported_namespace="models", exported_pod=~"prt-depl-modelhost-`+model)
			}
		}
		assert.Len(t, made, seen)
	})
}

// TestParts tests Argo CD's setting to send plugins only the parts of a repository that an
// Application lists.
func TestParts(t *testing.T) {
	repo := exampleRepository(t)
	outside, inside := applicationsOf(t, repo)["mistral-eu"], readApplication(t, "application.yaml")
	forEachSidecar(t, []string{"."}, func(t *testing.T, _ logs) {
		outside.Annotations = map[string]string{v1alpha1.AnnotationKeyManifestGeneratePaths: "."}
		all, err := manifests(outside, repo, nil, repository.WithCMPUseManifestGeneratePaths(false))
		require.NoError(t, err)
		_, err = manifests(outside, repo, nil, repository.WithCMPUseManifestGeneratePaths(true))
		require.ErrorContains(t, err, `functionConfig "../../clusters/eu/scale-modelhosts.yaml" leads outside the repository`)

		outside.Annotations[v1alpha1.AnnotationKeyManifestGeneratePaths] = ".;../../clusters/eu"
		parts, err := manifests(outside, repo, nil, repository.WithCMPUseManifestGeneratePaths(true))
		require.NoError(t, err)
		assert.Equal(t, all, parts)

		inside.Annotations = map[string]string{v1alpha1.AnnotationKeyManifestGeneratePaths: "."}
		got, err := manifests(inside, repo, nil, repository.WithCMPUseManifestGeneratePaths(true))
		require.NoError(t, err)
		assert.Equal(t, expected(t, "argocd", "llama", "expected.yaml"), got)
	})
}
