package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/report"
)

const checkLong = `Lint packages without changing them. check covers every model host, with what would
be generated for it, and every ScaledObject, generated or hand-written.

DIR is a kustomization, a kpt package, a folder of YAML files, or a folder that
contains any number of these, such as a whole repository. The default is the current
folder. You can pass several folders and files. Files are checked together, as one
package. With -, check reads a stream of YAML documents from stdin. With --root, it
fetches nothing and reads nothing outside that folder. Both work as for render.

If DIR is a kustomization, check builds only that one. Otherwise it builds every
kustomization below DIR that no other kustomization there includes, and reads every
kpt package. All other YAML files form one plain folder, or one per folder if folders
contain copies of the same workload. check builds kustomizations in process, runs
the function where it is listed, and checks the result as the cluster would receive
it.

check does not check files that are not Kubernetes YAML, such as values files and
templates, those that need another program, such as Helm charts, and folders behind
symbolic links, which kpt and kubectl do not follow. The last line of the output
counts them; they are not errors. A YAML file with binary content is an error. check
ignores node_modules, folders whose names start with a dot, and whatever a .krmignore
file names.

Findings go to stdout, in one of these formats:

  text    one line per finding, and a summary line
  json    {"findings": [{"rule", "severity", "resource", "file", "field",
          "message", "hint", "line"}], "summary": {"errors", "warnings",
          "infos", "ignored"}, "packages": [{"path", "kind", "modelHosts",
          "scaledObjects"}], "notChecked": [{"kind", "file", "field", "reason",
          "hint"}], "errors": [{"file", "line", "message"}], "ignored":
          [findings with "reason"]}
  sarif   SARIF 2.1.0, for code scanning
  github  workflow commands, which GitHub shows in the files of a pull request
  junit   JUnit XML, for test reports of CI systems

Findings that the annotation autoscaling.modelhost.dev/ignore or spec.check accepts
are counted as ignored, and do not affect the exit code.

File names are relative to DIR in text and json. In the other formats, and with
several arguments, they are relative to the current folder. A finding has a line
number if its line is certain.

With --rendered, check fails if a rendered package is out of date, that is, if the
function would still change anything. Pass the functionConfig with --config, because
the rendered package does not contain it.

Exit codes:

  0  no errors
  1  a finding is an error, or --fail-if-nothing-checked is set and there is no model
     host and no ScaledObject
  2  something could not be checked: a missing folder, broken YAML, a kustomization
     that cannot be built, unwritable output, or wrong usage. check still checks and
     prints everything else, in every format.`

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
			c.cmd, c.flags.today = cmd, today()
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
	cmd.Flags().BoolVar(&c.showIgnored, "show-ignored", false, "also list ignored findings and their reasons (text output only)")
	cmd.Flags().BoolVar(&c.rendered, "rendered", false, "fail if the function would still change anything")
	cmd.Flags().BoolVar(&c.mustCheck, "fail-if-nothing-checked", false, "fail if no model host and no ScaledObject is found")
	// An unknown flag is reported in the format that the command line requests.
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		usage := flagError(cmd, err)
		format := askedFormat(cmd.Context(), format)
		if write, unknown := report.Get(format); unknown == nil && format != "text" {
			if err := write(cmd.OutOrStdout(), report.Report{Rules: fn.Rules(), Failures: failures(usage), Version: readBuild().String()}); err != nil {
				return err
			}
		}
		return usage
	})
	return cmd
}

// askedFormat returns the output format in the command line, or else the given one. An unknown flag
// may precede the one for the format.
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

// located returns a failure with its file and line, relative to the current folder.
func located(r report.Report, failure finding.Failure) error {
	if failure.File != "" && r.Path != nil {
		failure.File = r.Path(failure.File)
	}
	if failure.File != "" && failure.Line > 0 {
		failure.File = fmt.Sprintf("%s:%d", failure.File, failure.Line)
	}
	return failure
}
