package cli

import (
	"errors"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/kustomize"
	"modelhost.dev/scale-modelhosts/fn/render"
	"modelhost.dev/scale-modelhosts/fn/report"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// checker checks any number of folders, files and a stream.
type checker struct {
	cmd   *cobra.Command
	flags packageFlags
	// rendered makes it an error if the function would still change anything.
	rendered bool
	// mustCheck makes it an error if nothing is checked.
	mustCheck bool
	// uses are the uses of entries that accept findings.
	uses []check.IgnoreUse
	// showIgnored lists ignored findings.
	showIgnored bool

	// folders are the folders that were checked.
	folders []string
	lines   *source.Lines
	report  report.Report
}

// check checks the arguments. What cannot be read is a failure, and does not prevent checking the
// rest.
func (c *checker) check(args []string) report.Report {
	c.report = report.Report{Rules: fn.Rules(), Version: readBuild().String(), Colour: useColour(c.cmd.OutOrStdout()), ShowIgnored: c.showIgnored}
	if len(args) == 0 {
		args = []string{"."}
	}
	options, err := c.flags.options()
	if err != nil {
		c.fail(err)
		return c.report
	}
	prefix := c.naming(args, options.Root)
	c.report.Line = c.lines.Line
	var files []string
	streams := 0
	for _, arg := range args {
		if arg == "-" {
			if streams++; streams == 1 {
				c.stream(options, len(args) == 1)
			}
			continue
		}
		isDir, err := render.Stat(arg)
		switch {
		case err != nil:
			c.fail(err)
		case isDir:
			c.folder(arg, prefix(arg), options)
		default:
			if dir, ok := render.PackageOf(arg); ok {
				c.folder(dir, prefix(dir), options)
				continue
			}
			files = append(files, arg)
		}
	}
	if len(files) > 0 {
		c.loaded(render.LoadFiles(files, options), "", "files", "")
	}
	c.finish()
	return c.report
}

// naming returns how files are named: relative to the folder if it is the only argument, and
// otherwise to the current folder.
func (c *checker) naming(args []string, root *rooted.Root) (prefix func(dir string) string) {
	if len(args) == 1 && args[0] != "-" {
		if isDir, err := render.Stat(args[0]); err == nil && isDir {
			c.lines, c.report.Path = source.NewLines(args[0], root), relativeTo(args[0])
			return func(string) string { return "" }
		}
	}
	c.lines = source.NewLines("", root)
	return func(dir string) string { return relativeTo(dir)("") }
}

// folder checks all packages in a folder. The names of their files get a prefix.
func (c *checker) folder(dir, prefix string, options render.Options) {
	clean := filepath.Clean(dir)
	if slices.Contains(c.folders, clean) {
		return
	}
	c.folders = append(c.folders, clean)
	found, err := render.Discover(dir, options)
	if err != nil {
		c.fail(err)
		return
	}
	c.lines.Add(prefix, found.Positions)
	for _, s := range found.Skipped {
		c.skip(s.At(prefix))
	}
	for _, f := range found.Failures {
		c.report.Failures = append(c.report.Failures, f.At(prefix))
	}
	c.report.Findings = append(c.report.Findings, found.Findings.At(prefix)...)
	for _, rel := range found.Kustomizations {
		c.kustomization(dir, rel, prefix)
	}
	for _, p := range found.Packages {
		kind := "folder"
		if p.Kpt {
			kind = "kpt package"
		}
		c.loaded(p, path.Join(prefix, p.Dir), kind, path.Join(prefix, p.Dir))
	}
}

// kustomization builds and checks a kustomization below a folder. One that needs another program is
// skipped if it was found there, and a failure if it is an argument.
func (c *checker) kustomization(dir, rel, prefix string) {
	at := dir
	if rel != "." {
		at = filepath.Join(dir, filepath.FromSlash(rel))
	}
	j, err := checkPackage(c.cmd, at, c.flags)
	name := path.Join(prefix, rel)
	switch {
	case err != nil && rel != "." && kustomize.IsUnsupported(err):
		c.skip(finding.Skipped{Kind: finding.KindKustomization, File: name, Reason: err.Error()})
	case err != nil:
		for _, each := range errorsIn(err) {
			c.report.Failures = append(c.report.Failures, inKustomization(each, at, name))
		}
	default:
		c.add(j.Result, at, name, "kustomization", prefixed(name))
	}
}

// stream checks stdin. Its objects have no files, so their lines are unambiguous only if nothing
// else is checked.
func (c *checker) stream(options render.Options, alone bool) {
	p, err := load(c.cmd.InOrStdin(), "-", options)
	if err != nil {
		c.fail(err)
		return
	}
	if !alone {
		p.Positions = nil
	}
	c.loaded(p, "-", "stream", "")
}

// loaded checks a loaded package.
func (c *checker) loaded(p render.Package, name, kind, prefix string) {
	c.lines.Add(prefix, p.Positions)
	for _, s := range p.Skipped {
		c.skip(s.At(prefix))
	}
	for _, f := range p.Failures {
		c.report.Failures = append(c.report.Failures, f.At(prefix))
	}
	if len(p.Items) == 0 && len(p.Failures) > 0 {
		c.report.Findings = append(c.report.Findings, p.Findings.At(prefix)...)
		return
	}
	p.Skipped = nil // They are in the report already.
	c.add(p.Check(), "", name, kind, prefix)
}

// add adds a package's findings, with a prefix for their file names.
func (c *checker) add(r check.Result, at, name, kind, prefix string) {
	findings := slices.Clone(r.Findings)
	if c.rendered {
		findings = r.Rendered()
	}
	for _, use := range r.IgnoreUses() {
		use.Finding = finding.List{use.Finding}.At(prefix)[0]
		c.uses = append(c.uses, use)
	}
	for i := range findings {
		if kind == "kustomization" && prefix != "" && findings[i].File == "" && findings[i].Resource == (finding.Resource{}) {
			findings[i].File = kustomize.FileName(at)
		}
	}
	c.report.Findings = append(c.report.Findings, findings.At(prefix)...)
	if name == "" {
		name = "."
	}
	c.report.Packages = append(c.report.Packages, report.Package{Path: name, Kind: kind, ModelHosts: len(r.Hosts), ScaledObjects: len(r.ScaledObjects)})
}

// prefixed returns the folder that file names are relative to, "" for the current one.
func prefixed(name string) string {
	if name == "." {
		return ""
	}
	return name
}

// skip records what is not checked, with a separate note if its kind has one.
func (c *checker) skip(s finding.Skipped) {
	c.report.Skipped = append(c.report.Skipped, s)
	if s.Kind.IsNoted() {
		c.report.Findings = append(c.report.Findings, s.Finding())
	}
}

func (c *checker) fail(err error) { c.report.Failures = append(c.report.Failures, failures(err)...) }

// inKustomization returns the failure of the build of a folder, with the file that contains the
// error, or else the kustomization file, named as in the report.
func inKustomization(err error, at, name string) finding.Failure {
	if in := new(kustomize.FileError); errors.As(err, &in) {
		if rel, err := filepath.Rel(at, in.File); err == nil {
			return finding.Failure{File: path.Join(name, filepath.ToSlash(rel)), Message: in.Message}
		}
	}
	f := failure(err)
	if f.File != "" {
		return f.At(name)
	}
	f.File = path.Join(name, kustomize.FileName(at))
	return f
}

// unusedIgnores returns the findings about entries that accept nothing in any package: overlays share
// the entries of their base.
func (c *checker) unusedIgnores() finding.List {
	type entry struct{ file, field string }
	used := map[entry]bool{}
	for _, use := range c.uses {
		if use.IsUsed && use.Finding.File != "" {
			used[entry{use.Finding.File, use.Finding.Field}] = true
		}
	}
	var findings finding.List
	for _, use := range c.uses {
		if !use.IsUsed && !used[entry{use.Finding.File, use.Finding.Field}] {
			findings = append(findings, use.Finding)
		}
	}
	return findings
}

// failures returns an error, or each of several joined ones.
func failures(err error) []finding.Failure {
	var all []finding.Failure
	for _, each := range errorsIn(err) {
		all = append(all, failure(each))
	}
	return all
}

func failure(err error) finding.Failure {
	if f, ok := err.(finding.Failure); ok {
		return f
	}
	return finding.Failure{Message: err.Error()}
}

// errorsIn returns the errors that are joined in an error, or the error itself.
func errorsIn(err error) []error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, each := range several.Unwrap() {
		all = append(all, errorsIn(each)...)
	}
	return all
}

// finish adds the findings that depend on all packages together.
func (c *checker) finish() {
	if c.rendered && len(c.report.Packages)+len(c.report.Failures) == 0 {
		c.report.Findings = append(c.report.Findings, check.Result{Empty: true}.Rendered()...)
	}
	if hosts, scaledObjects := c.report.Checked(); c.mustCheck && hosts+scaledObjects+len(c.report.Failures) == 0 {
		c.report.Findings = append(c.report.Findings, check.NothingChecked)
	}
	c.report.Findings = append(c.report.Findings, c.unusedIgnores()...)
	c.report.Findings.Sort()
	found := slices.Compact(c.report.Findings)
	c.report.Findings, c.report.Ignored = found.Reported(), found.Of(finding.Ignored)
}
