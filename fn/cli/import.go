package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/edit"
	"modelhost.dev/scale-modelhosts/fn/encoding"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/importer"
)

const importLong = `Say with annotations how model hosts without any scale now: by an HPA, or by a
ScaledObject that somebody wrote. A render then gives what scales them as before.

Workloads may have any name. Existing annotations stay; where one differs from the
HPA, a warning names both values.

DIR, - and --root are as for check. The patch goes to stdout, in the form
that a kustomization takes under patches:. With --write it goes into the package's
own files instead, and all else in them stays as it is, comments too.

An HPA may stay in the package: a run strips it and takes its name over. A
hand-written ScaledObject gets the labels by which it is generated from then on,
under the name that it has. Metrics that KEDA has nothing like get an entry of
triggers to start from, which is told.

It exits with 0, with 1 and without changes if anything cannot be imported as it
stands, and with 2 if it could not run: a package that cannot be read or built, an
output that cannot be written, or wrong usage.`

const importExample = `  scale-modelhosts import models
  scale-modelhosts import models --write && scale-modelhosts explain models
  scale-modelhosts import overlays/prod > overlays/prod/scaling.yaml`

func newImport() *cobra.Command {
	var flags packageFlags
	var write bool
	cmd := &cobra.Command{
		Use:               "import DIR|-",
		Short:             "Turn HPAs and hand-written ScaledObjects into annotations",
		Long:              importLong,
		Example:           importExample,
		Args:              onePackage,
		ValidArgsFunction: folders,
		RunE: func(cmd *cobra.Command, args []string) error {
			if write && args[0] == "-" {
				return usageError{fmt.Errorf("--write: a stream has no files to write to")}
			}
			return runImport(cmd, args[0], flags, write)
		},
	}
	flags.register(cmd)
	cmd.Flags().BoolVarP(&write, "write", "w", false, "put the annotations into the package's files")
	return cmd
}

func runImport(cmd *cobra.Command, dir string, flags packageFlags, write bool) error {
	if write {
		if err := requireOutput(cmd.OutOrStdout()); err != nil {
			return err
		}
	}
	options, err := flags.options()
	if err != nil {
		return err
	}
	loaded, err := load(cmd.InOrStdin(), dir, options)
	if err != nil {
		return err
	}
	if err := loaded.Err(); err != nil {
		return err
	}
	if err := loaded.OneFunction(); err != nil {
		return err
	}
	proposals, findings := fn.Import(loaded.Input)
	findings = append(append(findings, loaded.Findings...), loaded.Odd...)
	sources := edit.NewSources(dir).Within(options.Root)
	proposals, found := dedupePatches(sources, proposals)
	findings = append(findings, found...)
	if write {
		findings = append(findings, editAll(sources, proposals)...)
	}
	findings.Sort()
	printFindings(cmd.ErrOrStderr(), findings)
	if len(proposals) == 0 && !findings.HasErrors() {
		fmt.Fprintln(cmd.ErrOrStderr(), "there is nothing to import")
	}
	switch {
	case findings.HasErrors():
		return errRefused
	case write:
		if err := sources.Write(); err != nil {
			return err
		}
	}
	for _, p := range proposals {
		if err := printResult(cmd.OutOrStdout(), sources, p, write); err != nil {
			return fmt.Errorf("writing stdout: %w", err)
		}
	}
	return nil
}

// dedupePatches leaves each object of a file one patch: overlays may make several of one, and
// have them scale alike or not.
func dedupePatches(sources *edit.Sources, proposals []importer.Result) ([]importer.Result, finding.List) {
	var kept []importer.Result
	var findings finding.List
	for _, p := range proposals {
		var patches []importer.Patch
		for _, patch := range p.Patches {
			first, err := sources.Take(patch)
			if err != nil {
				findings = append(findings, refusedFinding(patch, err.Error(), "import the folders one by one, without --write"))
			}
			if first {
				patches = append(patches, patch)
			}
		}
		if len(patches) > 0 {
			kept = append(kept, importer.Result{From: p.From, Patches: patches})
		}
	}
	return kept, findings
}

func refusedFinding(patch importer.Patch, message, hint string) finding.Finding {
	return finding.Finding{
		Rule: importer.RuleRefused.ID, Severity: importer.RuleRefused.Severity, Resource: patch.Object.Resource(), File: patch.Object.File(),
		Message: message, Hint: hint,
	}
}

// editAll edits the texts of the files, and says which objects are not in any.
func editAll(sources *edit.Sources, proposals []importer.Result) finding.List {
	var findings finding.List
	for _, p := range proposals {
		for _, patch := range p.Patches {
			if err := sources.Edit(patch); err != nil {
				findings = append(findings, refusedFinding(patch, "cannot be written: "+err.Error(), "import the folder that has it, or use the patch that import prints without --write"))
			}
		}
	}
	return findings
}

// printResult prints a proposal: its patches, or what was written.
func printResult(w io.Writer, sources *edit.Sources, p importer.Result, written bool) error {
	for _, patch := range p.Patches {
		if written {
			what := "has the scaling of " + p.From.Kind + " " + p.From.Name
			if patch.Object == p.From {
				what = "is generated from now on"
			}
			if _, err := fmt.Fprintf(printable{w}, "%s: %s %s\n", patch.Object.File(), patch.Object.Resource(), what); err != nil {
				return err
			}
			continue
		}
		text, err := yaml.NewRNode(asManifest(sources, patch)).String()
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "---\n# as %s %s has it\n%s", p.From.Kind, p.From.Name, text); err != nil {
			return err
		}
	}
	return nil
}

// asManifest is a patch as kustomize takes it.
func asManifest(sources *edit.Sources, patch importer.Patch) *yaml.Node {
	type metadata struct {
		Name        string     `json:"name"`
		Namespace   string     `json:"namespace,omitempty"`
		Labels      *yaml.Node `json:"labels,omitempty"`
		Annotations *yaml.Node `json:"annotations,omitempty"`
	}
	m := metadata{Labels: importer.MappingNode(patch.Labels), Annotations: importer.MappingNode(patch.Annotations)}
	m.Namespace, m.Name = sources.Names(patch.Object)
	return encoding.Node(struct {
		APIVersion string   `json:"apiVersion"`
		Kind       string   `json:"kind"`
		Metadata   metadata `json:"metadata"`
	}{patch.Object.APIVersion, patch.Object.Kind, m})
}
