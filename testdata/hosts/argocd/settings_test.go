package argocd

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes/fake"

	"github.com/argoproj/argo-cd/v3/util/settings"
)

// settingsOf has Argo CD read the argocd-cm of an install.
func settingsOf(t *testing.T, all install) *settings.SettingsManager {
	t.Helper()
	var secret corev1.Secret
	all.the(t, "Secret", "argocd-secret", &secret)
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	return settings.NewSettingsManager(ctx, fake.NewClientset(all.config(t), &secret), "argocd")
}

// withoutOurs is Argo CD as its makers ship it.
func withoutOurs(t *testing.T) *settings.SettingsManager {
	t.Helper()
	return settingsOf(t, installed(t))
}

// TestSettingsOfOthersStay has a component add its keys to argocd-cm, and take none.
func TestSettingsOfOthersStay(t *testing.T) {
	before, after := installed(t).config(t).Data, installed(t, "exec", "health").config(t).Data
	require.NotEmpty(t, before)
	require.Len(t, after, len(before)+4)
	for key, text := range before {
		require.Equal(t, text, after[key])
	}
}
