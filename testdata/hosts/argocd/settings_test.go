package argocd

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes/fake"

	"github.com/argoproj/argo-cd/v3/util/settings"
)

// settingsOf reads the argocd-cm of an install with Argo CD's code.
func settingsOf(t *testing.T, all install) *settings.SettingsManager {
	t.Helper()
	var secret corev1.Secret
	all.the(t, "Secret", "argocd-secret", &secret)
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	return settings.NewSettingsManager(ctx, fake.NewClientset(all.config(t), &secret), "argocd")
}

// defaultSettings returns Argo CD's default settings.
func defaultSettings(t *testing.T) *settings.SettingsManager {
	t.Helper()
	return settingsOf(t, installed(t))
}

// TestSettingsOfOthersStay tests that a component only adds keys to argocd-cm.
func TestSettingsOfOthersStay(t *testing.T) {
	before, after := installed(t).config(t).Data, installed(t, "exec", "health").config(t).Data
	require.NotEmpty(t, before)
	require.Len(t, after, len(before)+4)
	for key, text := range before {
		require.Equal(t, text, after[key])
	}
}
