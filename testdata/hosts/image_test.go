package hosts

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// imageName is the name of the image in the scripts and the documentation.
const imageName = "registry.example.com/platform/scale-modelhosts:v0.1.0"

// TestImage runs scripts/image/*.txtar: the function in its image, with Docker.
// SCALE_MODELHOSTS_IMAGE=NAME tests an image in Docker in place of one built from this
// repository.
func TestImage(t *testing.T) {
	got := harness.Run(t, harness.Command{Args: []string{"docker", "version", "--format", "{{.Client.Version}} {{.Server.Version}}"}})
	require.Zero(t, got.Exit, "the image is tested with a running Docker engine, and there is none: %s", got.Stderr)
	t.Log("Docker client and engine: " + got.Stdout)
	loadImage(t)
	t.Run("scripts", func(t *testing.T) {
		params := scriptsIn(filepath.Join("scripts", "image"))
		setup := params.Setup
		params.Setup = func(env *testscript.Env) error {
			env.Setenv("IMAGE", imageName)
			env.Setenv("DOCKER_HOST", os.Getenv("DOCKER_HOST"))
			return setup(env)
		}
		testscript.Run(t, params)
	})
}

// loadImage tags the image with imageName in Docker until the test ends.
func loadImage(t *testing.T) {
	given := os.Getenv("SCALE_MODELHOSTS_IMAGE")
	if given == imageName {
		return
	}
	t.Cleanup(func() {
		harness.Output(t, harness.Command{Args: []string{"docker", "image", "rm", "--force", imageName}})
	})
	if given != "" {
		harness.Output(t, harness.Command{Args: []string{"docker", "tag", given, imageName}})
		return
	}
	out := t.TempDir()
	t.Log(harness.Output(t, harness.Command{
		Dir:  filepath.Join(root, ".image"),
		Args: []string{"go", "run", ".", "-platforms", "local", "-tag", imageName, "-out", out},
	}))
	t.Log(harness.Output(t, harness.Command{Args: []string{"docker", "load", "--input", filepath.Join(out, "docker.tar")}}))
}
