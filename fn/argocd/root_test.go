package argocd_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/argocd"
)

func TestRootIsTheRepositoryOrBelow(t *testing.T) {
	top := repository(t)
	dir := filepath.Join(top, "repo", "apps", "llama")
	for name, test := range map[string]struct{ dir, source, want, called string }{
		"a folder of the repository":  {dir, "apps/llama", "repo", "the repository"},
		"written differently":         {dir + "/../llama/", "./apps//llama/", "repo", "the repository"},
		"the repository itself":       {filepath.Join(top, "repo"), ".", "repo", "the repository"},
		"not given":                   {dir, "", "repo/apps/llama", "the application's folder"},
		"another":                     {dir, "apps/mistral", "repo/apps/llama", "the part of the repository that Argo CD sends"},
		"another of that name":        {dir, "models/llama", "repo/apps", "the part of the repository that Argo CD sends"},
		"a part of the repository":    {dir, "some/where/apps/llama", "repo", "the part of the repository that Argo CD sends"},
		"one that leads out":          {dir, "../repo/apps/llama", "repo/apps/llama", "the application's folder"},
		"one that leads out and back": {dir, "x/../../repo/apps/llama", "repo/apps/llama", "the application's folder"},
		"an absolute one":             {dir, "/apps/llama", "repo/apps/llama", "the application's folder"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := argocd.Read(env{"ARGOCD_APP_SOURCE_PATH": test.source}.environ())
			require.NoError(t, err)
			root, err := r.Root(test.dir)
			require.NoError(t, err)
			assert.Equal(t, test.called, root.Name)
			want := filepath.Join(top, filepath.FromSlash(test.want))
			assert.True(t, root.Holds(want), "too little")
			assert.False(t, root.Holds(filepath.Dir(want)), "too much")
		})
	}
}

// An application's folder that is a link out of the repository is not in it.
func TestLinkedApplicationIsRejected(t *testing.T) {
	top := repository(t)
	require.NoError(t, os.MkdirAll(filepath.Join(top, "other"), 0o755))
	require.NoError(t, os.Symlink("../../other", filepath.Join(top, "repo", "apps", "linked")))
	dir := filepath.Join(top, "repo", "apps", "linked")
	r, err := argocd.Read(env{"ARGOCD_APP_SOURCE_PATH": "apps/linked"}.environ())
	require.NoError(t, err)
	root, err := r.Root(dir)
	require.NoError(t, err)
	_, err = root.Enter(dir)
	require.Error(t, err)
}
