package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/cli"
)

// TestReadmes checks what the README, the reference and the examples show. A comment before a code block says what the
// block is:
//
//	<!-- output: go run . render DIR -->             what the program prints
//	<!-- output: go run . render DIR | Kind -->      the documents of a kind
//	<!-- output: go run . render DIR | Kind/name -->  one of them
//	<!-- output: go run . render DIR | Kind spec --> one field of them
//	<!-- output: go run . render - < FILE -->        with a file on stdin
//	<!-- file: PATH -->                              a file the reader writes, for the outputs after it
//	<!-- excerpt: PATH -->                           lines of a file of this repository
//
// and <!-- reference: SECTION --> to <!-- /reference --> is made from the code.
func TestReadmes(t *testing.T) {
	readmes, err := filepath.Glob("examples/*/README.md")
	require.NoError(t, err)
	for _, file := range append(readmes, "README.md", "examples/README.md", "config/README.md", "config/helm/README.md",
		"fn/README.md", "fn/cli/README.md", "fn/signal/README.md", "testdata/bench/README.md", ".image/README.md") {
		t.Run(filepath.ToSlash(file), func(t *testing.T) {
			before, err := os.ReadFile(file)
			require.NoError(t, err)
			path, err := filepath.Abs(file)
			require.NoError(t, err)
			after := newReader(t).readme(string(before))
			if *update && !t.Failed() {
				require.NoError(t, os.WriteFile(path, []byte(after), 0o644))
				return
			}
			requireSame(t, file, string(before), after)
		})
	}
}

var (
	marker  = regexp.MustCompile(`^<!-- (output|file|excerpt|reference): (.+) -->$`)
	elision = regexp.MustCompile(`(?m)^ *#? ?…\n`)
)

const endOfReference = "<!-- /reference -->"

// reader runs what a README shows.
type reader struct {
	t *testing.T
	// repository is the path of the clone; the user works in another folder whose examples are a
	// link.
	repository string
}

func newReader(t *testing.T) reader {
	repository, err := os.Getwd()
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	require.NoError(t, os.Symlink(filepath.Join(repository, "examples"), "examples"))
	return reader{t, repository}
}

// readme returns the README with the expected contents.
func (r reader) readme(text string) string {
	var out []string
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		out = append(out, lines[i])
		found := marker.FindStringSubmatch(lines[i])
		switch {
		case found == nil:
			require.False(r.t, strings.HasPrefix(lines[i], "```yaml"), "line %d: a block of YAML without a comment that says what it is", i+1)
		case found[1] == "reference":
			end := r.find(lines, i, endOfReference)
			out = append(out, r.reference(found[2], lines[i+1:end])...)
			out = append(out, endOfReference)
			i = end
		default:
			start := i + 1
			require.True(r.t, strings.HasPrefix(lines[start], "```"), "line %d: no block follows the comment", i+1)
			end := r.find(lines, start, "```")
			body := r.block(found[1], found[2], strings.Join(lines[start+1:end], "\n")+"\n")
			out = append(out, lines[start], strings.TrimSuffix(body, "\n"), lines[end])
			i = end
		}
	}
	return strings.Join(out, "\n")
}

func (r reader) find(lines []string, after int, want string) int {
	n := slices.Index(lines[after+1:], want)
	require.GreaterOrEqual(r.t, n, 0, "line %d: %s is missing", after+1, want)
	return after + 1 + n
}

// block returns the expected contents of a code block.
func (r reader) block(kind, about, shown string) string {
	switch kind {
	case "file":
		require.NoError(r.t, os.MkdirAll(filepath.Dir(about), 0o755))
		require.NoError(r.t, os.WriteFile(about, []byte(shown), 0o644))
	case "excerpt":
		r.excerpt(about, shown)
	case "output":
		return r.output(about)
	}
	return shown
}

// excerpt compares a block with a file; a line with … matches any lines.
func (r reader) excerpt(file, shown string) {
	text, err := os.ReadFile(filepath.Join(r.repository, file))
	require.NoError(r.t, err)
	rest := "\n" + string(text)
	for part := range strings.SplitSeq(elision.ReplaceAllString(shown, "\x00"), "\x00") {
		_, after, ok := strings.Cut(rest, "\n"+part)
		require.True(r.t, ok, "%s does not say\n%s", file, part)
		rest = "\n" + after
	}
}

// output returns what a command prints, messages first.
func (r reader) output(about string) string {
	command, excerpt, _ := strings.Cut(about, " | ")
	command = strings.TrimPrefix(strings.TrimPrefix(command, "go run . "), "scale-modelhosts ")
	command, stdin, _ := strings.Cut(command, " < ")
	var in []byte
	if stdin != "" {
		var err error
		in, err = os.ReadFile(stdin)
		require.NoError(r.t, err)
	}
	var stdout, stderr bytes.Buffer
	cli.Main(strings.Fields(command), bytes.NewReader(in), &stdout, &stderr)
	if excerpt == "" {
		return stderr.String() + stdout.String()
	}
	kind, field, _ := strings.Cut(excerpt, " ")
	var found []string
	for document := range strings.SplitSeq(stdout.String(), "---\n") {
		if isOf(document, kind) {
			found = append(found, section(document, field))
		}
	}
	require.NotEmpty(r.t, strings.Join(found, ""), "%s: no %s in\n%s%s", command, excerpt, stderr.String(), stdout.String())
	return strings.Join(found, "---\n")
}

// isOf reports whether a document has the kind, or the kind and name.
func isOf(document, kind string) bool {
	kind, name, named := strings.Cut(kind, "/")
	return strings.Contains("\n"+document, "\nkind: "+kind+"\n") && (!named || strings.Contains(document, "\n  name: "+name+"\n"))
}

// section is one top-level field of a document, or all of it.
func section(document, field string) string {
	if field == "" {
		return document
	}
	return regexp.MustCompile(`(?m)^` + field + `:.*\n(?:[ -].*\n)*`).FindString(document)
}
