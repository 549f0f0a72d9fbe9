package hosts

import "modelhost.dev/scale-modelhosts/testdata/hosts/harness"

// kustomizeBuild is the call a package with exec functions needs.
func kustomizeBuild(dir string) harness.Command {
	return harness.Command{Args: []string{"kustomize", "build", "--enable-alpha-plugins", "--enable-exec", dir}}
}

// kptRender runs the pipeline of a package in place.
func kptRender(dir string) harness.Command {
	return harness.Command{Args: []string{"kpt", "fn", "render", "--allow-exec", dir}}
}

// withCat is the command with cat in the function's place.
func withCat(c harness.Command) harness.Command {
	c.Env = append(c.Env, "PATH="+harness.WithFirst(catDir))
	return c
}
