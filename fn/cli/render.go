package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

const renderLong = `Render a package and apply the function; the YAML goes to stdout.

DIR is a kustomization, a kpt package or a plain folder of YAML files. A
kustomization is the very one that kustomize build --enable-alpha-plugins
--enable-exec takes, with the functionConfig among its transformers: it gives
the same bytes, in one process, and runs no other program. A package without a
functionConfig gets the built-in defaults, or those of --config. The
pipelines of a kpt package run as in kpt fn render: those of subpackages first, each
with its own functionConfig. Like kpt and kubectl, render does not follow symbolic
links to folders.

With - a stream of YAML documents is read from stdin: behind kustomize build, or
as Helm's post-renderer.

With --root, render reads nothing outside that folder, whatever the package's entries
and symbolic links name, and fetches nothing. An entry that leads outside is an error
that names it. The folder is DIR or a folder above it. --config may be anywhere.

With --argocd, render is the generate command of an Argo CD config management plugin.
The Application's parameters, or its plugin env of the same names in capitals, are
namespace, functionConfig (a file of the repository, named from the application's
folder) and strict; a namespace that is not given is the Application's destination.
Argo CD prunes what is not put out, so that a package that renders to nothing is an
error. On an error, stderr, which its UI shows, has only the errors. The root is the
repository: DIR without the ARGOCD_APP_SOURCE_PATH at its end. If DIR does not end
with that path, the root is DIR.

It exits with 0, with 1 if the function finds an error (nothing is printed then),
and with 2 if it could not run: a package that cannot be read or built, an output
that cannot be written, or wrong usage.`

const renderExample = `  scale-modelhosts render examples/quickstart
  scale-modelhosts render overlays/prod | kubectl apply -f -
  kustomize build overlays/prod | scale-modelhosts render - --config scale-modelhosts.yaml
  helm template my-models ./chart | scale-modelhosts render - --namespace models`

// packageFlags are those of all commands that read a package.
type packageFlags struct {
	namespace, config, root string
	strict                  bool
}

func (f *packageFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.namespace, "namespace", "n", "", "namespace of model hosts that set none; queries need it")
	cmd.Flags().StringVarP(&f.config, "config", "c", "", "file with the functionConfig, for packages that have none")
	completeYAML(cmd, "config")
	completeNothing(cmd, "namespace")
	cmd.Flags().StringVar(&f.root, "root", "", "read nothing outside this folder, not even through symbolic links, and fetch nothing")
	must(cmd.MarkFlagDirname("root"))
	cmd.Flags().BoolVar(&f.strict, "strict", false, "make errors of warnings")
}

func (f *packageFlags) options() (render.Options, error) {
	options := render.Options{Function: fn.Function{}, Namespace: f.namespace, Strict: f.strict}
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

// parseConfig reads a file that is a functionConfig and nothing else: of what stood beside
// it nothing would be heard of.
func parseConfig(text []byte, from string) (*yaml.RNode, error) {
	documents, err := source.Documents(text)
	if err != nil {
		return nil, fmt.Errorf("%s is not YAML: %w", from, err)
	}
	switch len(documents) {
	case 0:
		return nil, fmt.Errorf("%s is empty; write a functionConfig into it, or name none", from)
	case 1:
		return documents[0], nil
	}
	return nil, fmt.Errorf("%s has %d documents; keep the functionConfig alone", from, len(documents))
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
	cmd.Flags().BoolVar(&plugin, "argocd", false, "take parameters and environment of Argo CD's plugin protocol")
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
