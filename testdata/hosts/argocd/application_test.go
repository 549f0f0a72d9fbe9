package argocd

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/yaml"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/reposerver/repository"
	"github.com/argoproj/argo-cd/v3/util/git"
)

// readApplication reads one of the example's Applications; an unknown field is an error.
func readApplication(t *testing.T, file string) v1alpha1.Application {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "examples", "argocd", file))
	require.NoError(t, err)
	var app v1alpha1.Application
	require.NoError(t, yaml.UnmarshalStrict(text, &app))
	return app
}

// plugged returns an Application for a folder, with the plugin by its name.
func plugged(path string, parameters ...v1alpha1.ApplicationSourcePluginParameter) v1alpha1.Application {
	var app v1alpha1.Application
	app.Name, app.Spec.Project = "llama", "default"
	app.Spec.Destination.Namespace = "models"
	app.Spec.Source = &v1alpha1.ApplicationSource{
		RepoURL: "https://git.example.com/platform/models.git", Path: path,
		Plugin: &v1alpha1.ApplicationSourcePlugin{Name: "scale-modelhosts", Parameters: parameters},
	}
	return app
}

// parameter returns a string parameter, in the form that the UI and the examples use.
func parameter(name, value string) v1alpha1.ApplicationSourcePluginParameter {
	return v1alpha1.ApplicationSourcePluginParameter{Name: name, String_: &value}
}

// manifests returns what the repo-server generates for an Application of a repository: one
// JSON string for each object. The error is the one that the UI shows.
func manifests(app v1alpha1.Application, repo string, options *v1alpha1.KustomizeOptions, settings ...repository.GenerateManifestOpt) ([]string, error) {
	source := app.Spec.GetSource()
	response, err := repository.GenerateManifests(context.Background(), filepath.Join(repo, source.Path), repo, "0123456789abcdef0123456789abcdef01234567",
		&apiclient.ManifestRequest{
			Repo: &v1alpha1.Repository{Repo: source.RepoURL}, AppName: app.Name, ProjectName: app.Spec.Project,
			Namespace: app.Spec.Destination.Namespace, ApplicationSource: &source, KustomizeOptions: options, KubeVersion: "v1.34.2",
			AnnotationManifestGeneratePaths: app.Annotations[v1alpha1.AnnotationKeyManifestGeneratePaths],
		}, false, &git.NoopCredsStore{}, resource.MustParse("10M"), nil, settings...)
	if err != nil {
		return nil, err
	}
	slices.Sort(response.Manifests)
	return response.Manifests, nil
}

// exampleRepository returns a repository that contains the examples.
func exampleRepository(t *testing.T) string {
	t.Helper()
	repo := t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(repo, "examples"), os.DirFS(filepath.Join(root, "examples"))))
	return repo
}

// repositoryOf returns a repository with the files, by path.
func repositoryOf(t *testing.T, files map[string]string) string {
	t.Helper()
	repo := t.TempDir()
	for name, text := range files {
		file := filepath.Join(repo, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	return repo
}
