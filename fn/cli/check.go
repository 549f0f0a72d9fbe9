package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/report"
)

const checkLong = `Judge a package and change nothing: every model host, by what would be generated
for it, and every ScaledObject, generated or written by hand.

DIR is a kustomization, a kpt package or a plain folder of YAML files, and - a
stream on stdin, as for render. A kustomization is built in this process, with the
function where it is listed, and linted as the cluster would receive it. What cannot be judged, such as broken
YAML or a Helm template, is named and fails nothing; a kustomization that cannot
be built does.

What is found is the data, on stdout, in one of these formats:

  text    one line each, and one that sums them up
  json    {"findings": [{"rule", "severity", "resource", "file", "field",
          "message", "hint"}], "summary": {"errors", "warnings", "infos"}}
  sarif   SARIF 2.1.0, for code scanning
  github  workflow commands, which GitHub shows in the files of a pull request

Files are named from DIR in text and json, and from the current folder in sarif
and github, with the line where it is certain.

--rendered proves of a rendered package that rendering happened: it is an error
if the function would still change anything. Give it the functionConfig, which is
no part of what was rendered.

It exits with 0, with 1 if anything is an error, and with 2 if the command line
cannot be understood.`

const checkExample = `  scale-modelhosts check overlays/prod
  scale-modelhosts check overlays/prod --format sarif > scale-modelhosts.sarif
  helm template my-models ./chart | scale-modelhosts check - --namespace models
  scale-modelhosts render overlays/prod | scale-modelhosts check - --rendered --config scale-modelhosts.yaml`

func newCheck() *cobra.Command {
	var flags packageFlags
	var options fn.CheckOptions
	var format string
	cmd := &cobra.Command{
		Use:               "check DIR|-",
		Short:             "Judge model hosts and ScaledObjects, and change nothing",
		Long:              checkLong,
		Example:           checkExample,
		Args:              onePackage,
		ValidArgsFunction: folders,
		RunE: func(cmd *cobra.Command, args []string) error {
			write, err := report.Get(format)
			if err != nil {
				return usageError{fmt.Errorf("--format: %w", err)}
			}
			return check(cmd, args[0], flags, options, write)
		},
	}
	flags.register(cmd)
	cmd.Flags().StringVarP(&format, "format", "f", "text", "how to print what is found: "+strings.Join(report.Formats(), ", "))
	complete(cmd, "format", report.Formats()...)
	cmd.Flags().BoolVar(&options.Rendered, "rendered", false, "fail if the function would still change anything")
	return cmd
}

func check(cmd *cobra.Command, dir string, flags packageFlags, options fn.CheckOptions, write report.Format) error {
	j, err := judge(cmd, dir, flags)
	if err != nil {
		return err
	}
	r := report.Report{
		Findings: j.Check(options), Hosts: len(j.Hosts), Written: len(j.Written),
		Version: readBuild().String(), Colour: inColour(cmd.OutOrStdout()),
	}
	if dir != "-" {
		r.Line, r.Path = render.NewLines(dir).Of, pathFrom(dir)
	}
	if err := write(cmd.OutOrStdout(), r); err != nil {
		return fmt.Errorf("writing stdout: %w", err)
	}
	return refusedBy(r.Findings)
}
