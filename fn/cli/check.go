package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/report"
)

const checkLong = `Lint packages and change nothing: every model host, by what would be generated
for it, and every ScaledObject, generated or written by hand.

DIR is a kustomization, a kpt package, a folder of YAML files, or a folder with
any number of these below it, such as a whole repository; without arguments it is
the current folder. Several folders and files can be given. FILEs are checked
together, as one package, and - is a stream on stdin, as for render.

With --root nothing outside that folder is read, and nothing is fetched, as for
render.

In a folder that is no kustomization, check builds every kustomization below it
that no other kustomization there includes, and reads every kpt package, and all
other YAML files as one plain folder (as one each, where folders hold copies of
the same workload). Of a folder that is a kustomization it builds that one only. A
kustomization is built in this process, with the function where it is listed, and
checked as the cluster would receive it.

What is no Kubernetes YAML, such as a values file or a template, and what needs
another program, such as a Helm chart, is not checked and not an error; the last
line says how much there is of it. Folders whose names start with a dot,
node_modules, and what a .krmignore names are left out.

What is found is the output, on stdout, in one of these formats:

  text    one line each, and one that sums them up
  json    {"findings": [{"rule", "severity", "resource", "file", "field",
          "message", "hint", "line"}], "summary": {"errors", "warnings",
          "infos"}, "packages": [{"path", "kind", "modelHosts",
          "scaledObjects"}], "notChecked": [{"kind", "file", "field", "reason",
          "hint"}], "errors": [{"file", "line", "message"}]}
  sarif   SARIF 2.1.0, for code scanning
  github  workflow commands, which GitHub shows in the files of a pull request
  junit   JUnit XML, for test reports of CI systems

Files are named from DIR in text and json, and from the current folder in the
others and where several arguments are given, with the line where it is certain.

--rendered checks a rendered package for what was not rendered: it is an error
if the function would still change anything. Give it the functionConfig, which is
no part of what was rendered.

It exits with

  0  if there are no errors
  1  if anything is an error, or with --fail-if-nothing-checked if there is neither
     a model host nor a ScaledObject
  2  if a part could not be checked: a folder that is not there, YAML that is
     broken, a kustomization that cannot be built, an output that cannot be
     written, a command line that cannot be understood. Everything else is
     checked and printed all the same, in every format.`

const checkExample = `  scale-modelhosts check
  scale-modelhosts check overlays/prod overlays/staging
  scale-modelhosts check overlays/prod -o sarif > scale-modelhosts.sarif
  helm template my-models ./chart | scale-modelhosts check - --namespace models
  scale-modelhosts render overlays/prod | scale-modelhosts check - --rendered --config scale-modelhosts.yaml`

func newCheck() *cobra.Command {
	var c checking
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
				return refusedBy(r.Findings)
			}
			if format != "github" { // which has them as commands
				for _, failure := range r.Failures {
					complain(cmd.ErrOrStderr(), failed(r, failure))
				}
			}
			return errFailed
		},
	}
	c.flags.register(cmd)
	outputFlag(cmd, &format, report.Formats())
	cmd.Flags().BoolVar(&c.options.Rendered, "rendered", false, "fail if the function would still change anything")
	cmd.Flags().BoolVar(&c.mustCheck, "fail-if-nothing-checked", false, "fail if there is neither a model host nor a ScaledObject to check")
	// A flag that is not known is said in the format that was asked for before it.
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		usage := usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
		if write, unknown := report.Get(format); unknown == nil && format != "text" {
			if err := write(cmd.OutOrStdout(), report.Report{Failures: failures(usage), Version: readBuild().String()}); err != nil {
				return err
			}
		}
		return usage
	})
	return cmd
}

// outputFlag registers --output, and its former name --format.
func outputFlag(cmd *cobra.Command, format *string, formats []string) {
	usage := "how to print it: " + strings.Join(formats, ", ")
	cmd.Flags().StringVarP(format, "output", "o", "text", usage)
	cmd.Flags().StringVarP(format, "format", "f", "text", usage)
	must(cmd.Flags().MarkHidden("format"))
	complete(cmd, "output", formats...)
	complete(cmd, "format", formats...)
}

// failed names a failure's file and line from the current folder.
func failed(r report.Report, failure render.Failure) error {
	if failure.File != "" && r.Path != nil {
		failure.File = r.Path(failure.File)
	}
	if failure.File != "" && failure.Line > 0 {
		failure.File = fmt.Sprintf("%s:%d", failure.File, failure.Line)
	}
	return failure
}
