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

// build is what this program was built from.
type build struct {
	// Version is the module's version.
	Version string `json:"version"`
	// Commit is the one that it was built at; empty where the build does not know.
	Commit string `json:"commit"`
	// Modified says that there were changes on top of the commit.
	Modified bool `json:"modified"`
	// KEDA is the release whose scalers and fields it judges by.
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

// String is the version, and the commit where it is known.
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
		Short: "Print the version, its commit, and the KEDA release that it knows",
		Long: `Print what this program was built from: its version and commit, and the release of
KEDA whose scalers and fields it judges by. Of a KEDA that is newer it may not know
a parameter yet; of one that is older it may let one through.`,
		Args: noExtraArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			write, ok := map[string]func(io.Writer, build) error{"text": writeVersion, "json": writeVersionJSON}[format]
			if !ok {
				return usageError{fmt.Errorf("--output: there is no format %q; known are json, text", format)}
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
		commit += ", with changes on top"
	}
	_, err := fmt.Fprintf(w, "scale-modelhosts %s\ncommit %s\nKEDA %s\n%s %s\n", b.Version, commit, b.KEDA, b.Go, b.Platform)
	return err
}

func writeVersionJSON(w io.Writer, b build) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(b)
}
