package argocd

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/argoproj/argo-cd/v3/util/db"
	"github.com/argoproj/argo-cd/v3/util/settings"
)

// TestArgoCDAcceptsTheApplications validates the specs of all of the example's Applications with
// Argo CD, in an installation that has their clusters.
func TestArgoCDAcceptsTheApplications(t *testing.T) {
	all := installed(t, ".")
	var secret corev1.Secret
	all.the(t, "Secret", "argocd-secret", &secret)
	kubernetes := fake.NewClientset(all.config(t), &secret, cluster("eu"), cluster("us"))
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	database := db.NewDB("argocd", settings.NewSettingsManager(ctx, kubernetes, "argocd"), kubernetes)
	project := &v1alpha1.AppProject{Spec: v1alpha1.AppProjectSpec{
		SourceRepos: []string{"https://git.example.com/platform/*"}, Destinations: []v1alpha1.ApplicationDestination{{Server: "*", Namespace: "models"}},
	}}

	apps := applicationsOf(t, exampleRepository(t))
	apps["plugin"], apps["kustomize"] = readApplication(t, "application.yaml"), readApplication(t, "application-kustomize.yaml")
	require.Len(t, apps, 6)
	for name, app := range apps {
		conditions, err := argo.ValidatePermissions(ctx, &app.Spec, project, database)
		require.NoError(t, err, name)
		assert.Empty(t, conditions, name)
		assert.Equal(t, app.Spec, *argo.NormalizeApplicationSpec(&app.Spec), "nothing uses an outdated form")
		assert.True(t, argo.IsValidAppName(app.Name), app.Name)
		assert.Equal(t, "argocd", app.Namespace)
		assert.True(t, app.Spec.SyncPolicy.SyncOptions.HasOption("RespectIgnoreDifferences=true"))
	}
}

// cluster returns a Secret that registers a cluster in Argo CD.
func cluster(name string) *corev1.Secret {
	return &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "argocd", Labels: map[string]string{common.LabelKeySecretType: common.LabelValueSecretTypeCluster}},
		Data:       map[string][]byte{"name": []byte(name), "server": []byte("https://" + name + ".k8s.example.com"), "config": []byte("{}")},
	}
}
