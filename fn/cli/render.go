package cli

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

const renderLong = `Render a package, apply the function to it, and print the YAML.

DIR is a kustomization, a kpt package or a plain folder of YAML files. For a
kustomization that lists the functionConfig under transformers, render prints the
same bytes as kustomize build --enable-alpha-plugins --enable-exec, without running
any executable. If a package has no functionConfig, the one passed with --config
applies, or the built-in defaults. The pipelines of a kpt package run as in kpt fn
render: those of subpackages first, each with its own functionConfig. Like kpt and
kubectl, render does not follow symbolic links to folders.

With -, render reads a stream of YAML documents from stdin, such as the output of
kustomize build or of Helm.

With --root, render fetches nothing and reads nothing outside that folder, not even
through symbolic links. A reference in the package that leads outside is an error.
The root must be DIR or a folder above it. The file of --config may be anywhere.

With --argocd, render is the generate command of an Argo CD config management plugin:

  - It reads the parameters namespace, functionConfig and strict of the Application,
    or the plugin env NAMESPACE, FUNCTIONCONFIG and STRICT. functionConfig is a file
    in the repository, relative to the application's folder. The default namespace is
    the Application's destination.
  - A package that renders to nothing is an error, because Argo CD would prune
    everything.
  - If there are errors, no warnings are printed, because Argo CD's UI shows all of
    stderr.
  - The root is the repository, that is, DIR without ARGOCD_APP_SOURCE_PATH at its
    end. If DIR does not end with that path, the root is DIR.

Exit codes:

  0  no errors
  1  a finding is an error; nothing is printed to stdout
  2  an unreadable or unbuildable package, unwritable output, or wrong usage`

const renderExample = `  scale-modelhosts render examples/quickstart
  scale-modelhosts render overlays/prod | kubectl apply -f -
  kustomize build overlays/prod | scale-modelhosts render - --config scale-modelhosts.yaml
  helm template my-models ./chart | scale-modelhosts render - --namespace models`

// packageFlags holds the flags of all commands that read a package.
type packageFlags struct {
	namespace, config, root string
	strict                  bool
	// today is the date for commands that only read. A package must not render differently from
	// one day to the next.
	today string
}

func today() string { return time.Now().Format(time.DateOnly) }

func (f *packageFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.namespace, "namespace", "n", "", "namespace of objects that set none, for use in queries")
	cmd.Flags().StringVarP(&f.config, "config", "c", "", "file with the functionConfig, for packages that have none")
	completeYAML(cmd, "config")
	completeNothing(cmd, "namespace")
	cmd.Flags().StringVar(&f.root, "root", "", "read nothing outside this folder, not even through symbolic links, and fetch nothing")
	must(cmd.MarkFlagDirname("root"))
	cmd.Flags().BoolVar(&f.strict, "strict", false, "turn warnings into errors")
}

func (f *packageFlags) options() (render.Options, error) {
	options := render.Options{Function: fn.Function{}, Namespace: f.namespace, Strict: f.strict, Today: f.today}
	if f.root != "" {
		root, err := rooted.Open(f.root)
		if err != nil {
			return options, fmt.Errorf("--root: %w", err)
		}
		options.Root = root
	}
	if f.config == "" {
		return options, nil
	}
	text, err := os.ReadFile(f.config)
	if err != nil {
		return options, fmt.Errorf("--config: %w", err)
	}
	options.Config, err = parseConfig(text, "--config "+f.config)
	return options, err
}

// parseConfig reads a file that contains a functionConfig and nothing else: other
// documents would be ignored silently.
func parseConfig(text []byte, from string) (*yaml.RNode, error) {
	documents, err := source.Documents(text)
	if err != nil {
		return nil, fmt.Errorf("%s is not YAML: %w", from, err)
	}
	switch len(documents) {
	case 0:
		return nil, fmt.Errorf("%s is empty; write a functionConfig into it, or omit it", from)
	case 1:
		return documents[0], nil
	}
	return nil, fmt.Errorf("%s has %d documents; keep only the functionConfig", from, len(documents))
}

func newRender() *cobra.Command {
	var flags packageFlags
	var plugin bool
	cmd := &cobra.Command{
		Use:               "render DIR|-",
		Short:             "Render a package and apply the function",
		Long:              renderLong,
		Example:           renderExample,
		Args:              onePackage,
		ValidArgsFunction: folders,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := flags.options()
			if err != nil {
				return err
			}
			write := writeRendered(cmd.OutOrStdout(), cmd.ErrOrStderr())
			if plugin {
				hideRemarks(cmd.Context())
				if err := applyArgoCDRequest(&options, args[0]); err != nil {
					return err
				}
				write = writeForArgoCD(cmd.OutOrStdout(), cmd.ErrOrStderr())
			}
			if args[0] == "-" {
				text, err := readStdin(cmd.InOrStdin())
				if err != nil {
					return err
				}
				return write(render.Text(text, options))
			}
			return write(render.Dir(args[0], options))
		},
	}
	flags.register(cmd)
	cmd.Flags().BoolVar(&plugin, "argocd", false, "run as an Argo CD plugin: read the parameters of the Application")
	return cmd
}

func noExtraArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageError{fmt.Errorf("%s takes no arguments, but got %d; see --help", cmd.Name(), len(args))}
}

func onePackage(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return usageError{fmt.Errorf("%s takes one package, DIR or -, but got %d arguments; see --help", cmd.Name(), len(args))}
}
