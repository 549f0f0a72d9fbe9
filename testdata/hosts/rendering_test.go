package hosts

import (
	"fmt"

	"github.com/rogpeppe/go-internal/diff"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// rendering renders one kustomization in every way and returns the output, which must be the
// same: kustomize with the exec function, twice; `scale-modelhosts render` on the same folder;
// and `render -` of the output, which must change nothing.
//
// config is the functionConfig's file for the last step, "" for none.
func rendering(dir, config string) (string, error) {
	want, err := succeed(kustomizeBuild(dir))
	if err != nil {
		return "", err
	}
	stream := harness.Command{Args: []string{"scale-modelhosts", "render", "-"}, Stdin: want}
	if config != "" {
		stream.Args = append(stream.Args, "--config", config)
	}
	others := []struct {
		what string
		harness.Command
	}{
		{"a second kustomize build", kustomizeBuild(dir)},
		{"scale-modelhosts render DIR", harness.Command{Args: []string{"scale-modelhosts", "render", dir}}},
		{"scale-modelhosts render - over the output", stream},
	}
	for _, other := range others {
		got, err := succeed(other.Command)
		if err != nil {
			return want, fmt.Errorf("%s: %w", other.what, err)
		}
		if got != want {
			return want, fmt.Errorf("%s differs from kustomize build:\n%s", other.what,
				diff.Diff("kustomize build", []byte(want), other.what, []byte(got)))
		}
	}
	return want, nil
}

// succeed returns the stdout of a command. It returns an error if the command exits non-zero
// or, worse, exits zero with empty stdout: orchestrators would then delete everything.
func succeed(c harness.Command) (string, error) {
	got, err := c.Run()
	switch {
	case err != nil:
		return "", err
	case got.Exit != 0:
		return "", fmt.Errorf("%v: exit %d\n%s", c.Args, got.Exit, got.Stderr)
	case got.Stdout == "":
		return "", fmt.Errorf("%v: exit 0 with an empty output\n%s", c.Args, got.Stderr)
	}
	return got.Stdout, nil
}
