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

const importLong = `Turn HPAs and hand-written ScaledObjects into scaling annotations with which render
generates ScaledObjects that scale the workloads as before.

Workloads may have any name. Existing annotations stay; if one differs from the
HPA, a warning names both values.

import prints a patch for the patches field of a kustomization. With --write, it
edits the package's files instead, and keeps everything else in them, including
comments. DIR, - and --root work as for render.

An HPA may stay in the package: the function removes it from the output, and KEDA's
HPA takes over its name. A hand-written ScaledObject keeps its name and gets the
labels of a generated one. For a metric that no KEDA scaler provides, import adds an
incomplete entry to the annotation triggers, and warns that you must complete it.

Exit codes:

  0  no errors
  1  something cannot be imported; nothing is changed
  2  an unreadable or unbuildable package, unwritable output, or wrong usage`

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
	cmd.Flags().BoolVarP(&write, "write", "w", false, "write the annotations into the package's files")
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
	findings = append(append(findings, loaded.Findings...), loaded.Notes()...)
	sources := edit.NewSources(dir).Within(options.Root)
	proposals, found := dedupePatches(sources, proposals)
	findings = append(findings, found...)
	if write {
		findings = append(findings, editAll(sources, proposals)...)
	}
	findings.Sort()
	printFindings(cmd.ErrOrStderr(), findings)
	if len(proposals) == 0 && !findings.HasErrors() {
		fmt.Fprintln(cmd.ErrOrStderr(), "nothing to import")
	}
	switch {
	case findings.HasErrors():
		return errRejected
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

// dedupePatches keeps one patch for each object of a file. Overlays may contain one object
// several times, and scale it differently.
func dedupePatches(sources *edit.Sources, proposals []importer.Result) ([]importer.Result, finding.List) {
	var kept []importer.Result
	var findings finding.List
	for _, p := range proposals {
		var patches []importer.Patch
		for _, patch := range p.Patches {
			first, err := sources.Take(patch)
			if err != nil {
				findings = append(findings, rejectedFinding(patch, err.Error(), "import the folders one by one, without --write"))
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

func rejectedFinding(patch importer.Patch, message, hint string) finding.Finding {
	return finding.Finding{
		Rule: importer.RuleRejected.ID, Severity: importer.RuleRejected.Severity, Resource: patch.Object.Resource(), File: patch.Object.File(),
		Message: message, Hint: hint,
	}
}

// editAll edits the texts of the files, and reports the objects that are in none of them.
func editAll(sources *edit.Sources, proposals []importer.Result) finding.List {
	var findings finding.List
	for _, p := range proposals {
		for _, patch := range p.Patches {
			if err := sources.Edit(patch); err != nil {
				findings = append(findings, rejectedFinding(patch, "cannot be written: "+err.Error(), "import the folder that has it, or use the patch that import prints without --write"))
			}
		}
	}
	return findings
}

// printResult prints the patches of a result, or what was written.
func printResult(w io.Writer, sources *edit.Sources, p importer.Result, written bool) error {
	for _, patch := range p.Patches {
		if written {
			what := "is annotated with the scaling of " + p.From.Kind + " " + p.From.Name
			if patch.Object == p.From {
				what = "is labeled as generated"
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
		if _, err := fmt.Fprintf(w, "---\n# from %s %s\n%s", p.From.Kind, p.From.Name, text); err != nil {
			return err
		}
	}
	return nil
}

// asManifest returns a patch in kustomize's form.
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
