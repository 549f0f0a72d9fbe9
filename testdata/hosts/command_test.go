package hosts

import "modelhost.dev/scale-modelhosts/testdata/hosts/harness"

// kustomizeBuild returns the command for a package with exec functions.
func kustomizeBuild(dir string) harness.Command {
	return harness.Command{Args: []string{"kustomize", "build", "--enable-alpha-plugins", "--enable-exec", dir}}
}

// kptRender returns the command that runs a package's pipeline in place.
func kptRender(dir string) harness.Command {
	return harness.Command{Args: []string{"kpt", "fn", "render", "--allow-exec", dir}}
}

// withCat returns the command with cat in place of the function.
func withCat(c harness.Command) harness.Command {
	c.Env = append(c.Env, "PATH="+harness.WithFirst(catDir))
	return c
}
