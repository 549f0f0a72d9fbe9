package cli

import (
	"errors"
	"io"
	"os"

	"modelhost.dev/scale-modelhosts/fn/argocd"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/render"
)

// applyArgoCDRequest applies the settings of an Application. They override the command line, which
// the plugin sets.
func applyArgoCDRequest(options *render.Options, dir string) error {
	if dir == "-" {
		return usageError{errors.New("--argocd needs the application's folder: render . --argocd")}
	}
	request, err := argocd.Read(os.Environ())
	if err != nil {
		return err
	}
	if request.Namespace != "" {
		options.Namespace = request.Namespace
	}
	options.Strict = options.Strict || request.Strict
	if options.Root == nil {
		if options.Root, err = request.Root(dir); err != nil {
			return err
		}
	}
	if request.Config == "" {
		return nil
	}
	text, err := request.ReadConfig(dir, options.Root)
	if err != nil {
		return err
	}
	options.Config, err = parseConfig(text, "the Application's functionConfig "+request.Config)
	return err
}

// errNothing is the error for a package without objects, for which Argo CD would prune everything.
var errNothing = errors.New("the package renders to nothing, and Argo CD would prune everything in the Application; check spec.source.path and the objects marked as local-config")

// writeForArgoCD prints a rendered package, or the errors alone: if a plugin fails, Argo CD's
// UI shows all of stderr, and warnings would hide the errors. Otherwise warnings are in the
// sidecar's log.
func writeForArgoCD(stdout, stderr io.Writer) func(render.Result, error) error {
	write := writeRendered(stdout, stderr)
	return func(result render.Result, err error) error {
		if err != nil {
			return write(result, err)
		}
		if errs := result.Findings.Of(finding.Error); len(errs) > 0 {
			result.Findings = errs
		} else if len(result.YAML) == 0 {
			return rejection{errNothing}
		}
		return write(result, nil)
	}
}
