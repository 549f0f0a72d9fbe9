package hosts

import (
	"fmt"

	"github.com/rogpeppe/go-internal/diff"
)

// rendering renders one kustomization in every way there is and gives the one
// output all of them must agree on: kustomize with the exec function, twice;
// `scale-modelhosts render` on the same folder; and `render -` over the output,
// which must find nothing left to do.
//
// config is the functionConfig's file for the last, "" for none.
func rendering(dir, config string) (string, error) {
	want, err := succeed(kustomizeBuild(dir))
	if err != nil {
		return "", err
	}
	stream := command{args: []string{"scale-modelhosts", "render", "-"}, stdin: want}
	if config != "" {
		stream.args = append(stream.args, "--config", config)
	}
	others := []struct {
		what string
		command
	}{
		{"a second kustomize build", kustomizeBuild(dir)},
		{"scale-modelhosts render DIR", command{args: []string{"scale-modelhosts", "render", dir}}},
		{"scale-modelhosts render - over the output", stream},
	}
	for _, other := range others {
		got, err := succeed(other.command)
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

// succeed is the stdout of a command, an error if it exits non-zero or, worse,
// exits zero with nothing on stdout: hosts then delete everything.
func succeed(c command) (string, error) {
	got, err := c.run()
	switch {
	case err != nil:
		return "", err
	case got.exit != 0:
		return "", fmt.Errorf("%v: exit %d\n%s", c.args, got.exit, got.stderr)
	case got.stdout == "":
		return "", fmt.Errorf("%v: exit 0 with an empty output\n%s", c.args, got.stderr)
	}
	return got.stdout, nil
}
