package argocd_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/argocd"
)

// repository returns a folder with a repository and, next to it, a file that must not be read.
func repository(t *testing.T) string {
	root := t.TempDir()
	for name, text := range map[string]string{
		"repo/apps/llama/own.yaml": "own", "repo/shared.yaml": "shared", "secret.yaml": "secret", "repo/apps/llama/dir/x": "",
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	require.NoError(t, os.Symlink("../../../secret.yaml", filepath.Join(root, "repo", "apps", "llama", "link.yaml")))
	return root
}

func TestReadConfigReadsFilesOfTheRepository(t *testing.T) {
	root := repository(t)
	for name, test := range map[string]struct{ source, config, want, problem string }{
		"beside":                  {source: "apps/llama", config: "own.yaml", want: "own"},
		"above":                   {source: "apps/llama", config: "../../shared.yaml", want: "shared"},
		"outside":                 {source: "apps/llama", config: "../../../secret.yaml", problem: "leads outside the repository"},
		"by a link":               {source: "apps/llama", config: "link.yaml", problem: "leads outside the repository"},
		"absolute":                {source: "apps/llama", config: filepath.ToSlash(root) + "/secret.yaml", problem: "is an absolute path"},
		"missing":                 {source: "apps/llama", config: "none.yaml", problem: "is not in the repository"},
		"a folder":                {source: "apps/llama", config: "dir", problem: "is not a regular file"},
		"above an unknown source": {config: "../../shared.yaml", problem: "leads outside the repository"},
		"above, of a part":        {source: "some/where/apps/llama", config: "../../shared.yaml", want: "shared"},
		"above another source":    {source: "apps/mistral", config: "../../shared.yaml", problem: "leads outside the repository"},
		"above a wrong source":    {source: "../repo/apps/llama", config: "../../../secret.yaml", problem: "leads outside the repository"},
		"beside, root as source":  {source: ".", config: "own.yaml", want: "own"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := argocd.Read(env{"ARGOCD_APP_SOURCE_PATH": test.source, "ARGOCD_ENV_FUNCTIONCONFIG": test.config}.environ())
			require.NoError(t, err)
			dir := filepath.Join(root, "repo", "apps", "llama")
			repository, err := r.Root(dir)
			require.NoError(t, err)
			got, err := r.ReadConfig(dir, repository)
			if test.problem != "" {
				require.ErrorContains(t, err, test.problem)
				assert.NotContains(t, err.Error(), filepath.Join(root, "repo"), "where the sidecar keeps it is nobody's business")
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
		})
	}
}
