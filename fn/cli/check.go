package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/reference"
	"modelhost.dev/scale-modelhosts/fn/report"
)

const checkLong = `Lint packages and change nothing: every model host, with what would be generated
for it, and every ScaledObject, generated or hand-written.

DIR is a kustomization, a kpt package, a folder of YAML files, or a folder that
holds any number of these, such as a whole repository. The default is the current
folder. You can name several folders and files. Files are checked together, as one
package, and - reads a stream from stdin, as for render.

With --root, check reads nothing outside that folder and fetches nothing, as for
render.

In a folder that is not a kustomization, check builds every kustomization below it
that no other kustomization there includes. It reads every kpt package, and all
other YAML files as one plain folder, or as one per folder where folders hold
copies of the same workload. In a folder that is a kustomization, it builds that one
only. It builds kustomizations in this process, runs the function where it is
listed, and checks the result as the cluster would receive it.

Files that are not Kubernetes YAML, such as values files and templates, and those
that need another program, such as Helm charts, are not checked, which is not an
error. Neither are folders behind symbolic links, which kpt and kubectl do not
follow. The last line counts them all. A YAML file that is not text is an error.
check skips node_modules, folders whose names start with a dot, and whatever a
.krmignore file names.

Findings go to stdout, in one of these formats:

  text    one line each, and one that sums them up
  json    {"findings": [{"rule", "severity", "resource", "file", "field",
          "message", "hint", "line"}], "summary": {"errors", "warnings",
          "infos"}, "packages": [{"path", "kind", "modelHosts",
          "scaledObjects"}], "notChecked": [{"kind", "file", "field", "reason",
          "hint"}], "errors": [{"file", "line", "message"}]}
  sarif   SARIF 2.1.0, for code scanning
  github  workflow commands, which GitHub shows in the files of a pull request
  junit   JUnit XML, for test reports of CI systems

File names are relative to DIR in text and json. In the other formats, and with
several arguments, they are relative to the current folder. A line is given where it
is certain.

--rendered checks that a rendered package is up to date: it is an error if the
function would still change anything. Pass the functionConfig with --config, since
the rendered package does not contain it.

It exits with

  0  if there are no errors
  1  if any finding is an error, or if --fail-if-nothing-checked is set and there
     is no model host and no ScaledObject
  2  if something could not be checked: a missing folder, broken YAML, a
     kustomization that cannot be built, an output that cannot be written, or wrong
     usage. check still checks and prints everything else, in every format.`

const checkExample = `  scale-modelhosts check
  scale-modelhosts check overlays/prod overlays/staging
  scale-modelhosts check overlays/prod -o sarif > scale-modelhosts.sarif
  helm template my-models ./chart | scale-modelhosts check - --namespace models
  scale-modelhosts render overlays/prod | scale-modelhosts check - --rendered --config scale-modelhosts.yaml`

func newCheck() *cobra.Command {
	var c checker
	var format string
	cmd := &cobra.Command{
		Use:     "check [DIR|FILE|-]...",
		Short:   "Lint model hosts and ScaledObjects (read-only)",
		Long:    checkLong,
		Example: checkExample,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			write, err := report.Get(format)
			if err != nil {
				return usageError{fmt.Errorf("--output: %w", err)}
			}
			c.cmd = cmd
			r := c.check(args)
			if err := write(cmd.OutOrStdout(), r); err != nil {
				return fmt.Errorf("writing stdout: %w", err)
			}
			if len(r.Failures) == 0 {
				return errIfErrors(r.Findings)
			}
			if format != "github" { // github prints failures as commands
				for _, failure := range r.Failures {
					printError(cmd.ErrOrStderr(), located(r, failure))
				}
			}
			return errFailed
		},
	}
	c.flags.register(cmd)
	outputFlag(cmd, &format, report.Formats())
	cmd.Flags().BoolVar(&c.rendered, "rendered", false, "fail if the function would still change anything")
	cmd.Flags().BoolVar(&c.mustCheck, "fail-if-nothing-checked", false, "fail if no model host and no ScaledObject is found")
	// Report an unknown flag in the format that an earlier flag asked for.
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		usage := usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
		format := askedFormat(cmd.Context(), format)
		if write, unknown := report.Get(format); unknown == nil && format != "text" {
			if err := write(cmd.OutOrStdout(), report.Report{Rules: reference.Rules(), Failures: failures(usage), Version: readBuild().String()}); err != nil {
				return err
			}
		}
		return usage
	})
	return cmd
}

// askedFormat returns the output format that the command line asks for, or the given one:
// a flag that is not known may stand before the one for the format.
func askedFormat(ctx context.Context, format string) string {
	args, _ := ctx.Value(givenArgs{}).([]string)
	for i, arg := range args {
		for _, flag := range []string{"-o", "--output", "-f", "--format"} {
			if value, joined := strings.CutPrefix(arg, flag+"="); joined {
				return value
			}
			if arg == flag && i+1 < len(args) {
				return args[i+1]
			}
		}
	}
	return format
}

// outputFlag registers --output, and its former name --format.
func outputFlag(cmd *cobra.Command, format *string, formats []string) {
	usage := "output format: " + strings.Join(formats, ", ")
	cmd.Flags().StringVarP(format, "output", "o", "text", usage)
	cmd.Flags().StringVarP(format, "format", "f", "text", usage)
	must(cmd.Flags().MarkHidden("format"))
	complete(cmd, "output", formats...)
	complete(cmd, "format", formats...)
}

// located names a failure's file and line from the current folder.
func located(r report.Report, failure finding.Failure) error {
	if failure.File != "" && r.Path != nil {
		failure.File = r.Path(failure.File)
	}
	if failure.File != "" && failure.Line > 0 {
		failure.File = fmt.Sprintf("%s:%d", failure.File, failure.Line)
	}
	return failure
}
