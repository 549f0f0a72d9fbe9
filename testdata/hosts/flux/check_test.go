package flux

import (
	"testing"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// check checks a rendered stream with the functionConfig in a file, "" for none.
func check(t testing.TB, rendered, config string) harness.Outcome {
	t.Helper()
	args := []string{"scale-modelhosts", "check", "-", "--rendered"}
	if config != "" {
		args = append(args, "--config", config)
	}
	return harness.Run(t, harness.Command{Args: args, Stdin: rendered})
}
