package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// build describes what this program was built from.
type build struct {
	// Version is the module's version.
	Version string `json:"version"`
	// Commit is empty if the build does not know it.
	Commit string `json:"commit"`
	// Modified means that there were uncommitted changes.
	Modified bool `json:"modified"`
	// KEDA is the release whose scalers and fields it checks against.
	KEDA string `json:"keda"`
	// Go is the toolchain's version.
	Go string `json:"go"`
	// Platform is the operating system and the architecture.
	Platform string `json:"platform"`
}

func readBuild() build {
	b := build{Version: "(devel)", KEDA: scaler.KEDAVersion, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Version = cmp.Or(info.Main.Version, b.Version)
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// String returns the version, and the commit if it is known.
func (b build) String() string {
	if b.Commit == "" {
		return b.Version
	}
	return b.Version + " " + b.Commit
}

func newVersion() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version, the commit and the supported KEDA release",
		Long: `Print the version and commit of this program, and the KEDA release whose scalers and
fields it checks against. The program may not know parameters that a newer KEDA added,
and it accepts parameters that an older KEDA does not know.`,
		Args: noExtraArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			write, ok := map[string]func(io.Writer, build) error{"text": writeVersion, "json": writeVersionJSON}[format]
			if !ok {
				return usageError{fmt.Errorf("--output: unknown format %q; use json or text", format)}
			}
			if err := write(cmd.OutOrStdout(), readBuild()); err != nil {
				return fmt.Errorf("writing stdout: %w", err)
			}
			return nil
		},
	}
	outputFlag(cmd, &format, []string{"json", "text"})
	return cmd
}

func writeVersion(w io.Writer, b build) error {
	commit := cmp.Or(b.Commit, "unknown")
	if b.Modified {
		commit += ", with uncommitted changes"
	}
	_, err := fmt.Fprintf(w, "scale-modelhosts %s\ncommit %s\nKEDA %s\n%s %s\n", b.Version, commit, b.KEDA, b.Go, b.Platform)
	return err
}

func writeVersionJSON(w io.Writer, b build) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(b)
}
