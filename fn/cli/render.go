package cli

import (
	"bytes"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn/render"
)

const renderLong = `Render a package and apply the function; the YAML goes to stdout.

DIR is a kustomization, a kpt package or a plain folder of YAML files. A
kustomization is the very one that kustomize build --enable-alpha-plugins
--enable-exec takes, with the functionConfig among its transformers: it gives
the same bytes, in one process, and runs no other program. A package without a
functionConfig gets the built-in defaults, or those of --config.

With - a stream of YAML documents is read from stdin: behind kustomize build, or
as Helm's post-renderer.`

const renderExample = `  scale-modelhosts render examples/quickstart
  scale-modelhosts render overlays/prod | kubectl apply -f -
  kustomize build overlays/prod | scale-modelhosts render - --config scale-modelhosts.yaml
  helm template my-models ./chart | scale-modelhosts render - --namespace models`

// packageFlags are those of all commands that read a package.
type packageFlags struct {
	namespace, config string
	strict            bool
}

func (f *packageFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&f.namespace, "namespace", "n", "", "namespace of model hosts that set none; queries need it")
	cmd.Flags().StringVarP(&f.config, "config", "c", "", "file with the functionConfig, for packages that have none")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "make errors of warnings")
}

func (f *packageFlags) options() (render.Options, error) {
	options := render.Options{Namespace: f.namespace, Strict: f.strict}
	if f.config == "" {
		return options, nil
	}
	text, err := os.ReadFile(f.config)
	if err != nil {
		return options, fmt.Errorf("--config: %w", err)
	}
	if options.Config, err = yaml.Parse(string(text)); err != nil {
		return options, fmt.Errorf("--config %s is not YAML: %w", f.config, err)
	}
	return options, nil
}

func newRender() *cobra.Command {
	var flags packageFlags
	cmd := &cobra.Command{
		Use:     "render DIR|-",
		Short:   "Render a package and apply the function",
		Long:    renderLong,
		Example: renderExample,
		Args:    onePackage,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := flags.options()
			if err != nil {
				return err
			}
			write := writeRendered(cmd.OutOrStdout(), cmd.ErrOrStderr())
			if args[0] == "-" {
				text, err := readStdin(cmd.InOrStdin())
				if err != nil {
					return err
				}
				return write(render.Stream(bytes.NewReader(text), options))
			}
			return write(render.Dir(args[0], options))
		},
	}
	flags.register(cmd)
	return cmd
}

func onePackage(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return usageError{fmt.Errorf("%s takes one package, DIR or -, but got %d arguments; see --help", cmd.Name(), len(args))}
}
