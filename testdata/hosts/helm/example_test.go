package helm

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/testdata/hosts/harness"
)

// TestExamples follows the READMEs of the charts in examples/: it runs each console line in
// each Helm version that the section is for, from the repository's root. The expected output
// is in the README or, if the README shows none, in rendered-by-helmN.yaml.
func TestExamples(t *testing.T) {
	charts, err := filepath.Glob(filepath.Join(root, "examples", "*", "Chart.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, charts)
	for _, chart := range charts {
		dir := filepath.Dir(chart)
		readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
		require.NoError(t, err)
		for _, h := range helms {
			t.Run(filepath.Base(dir)+"/"+h.binary(), func(t *testing.T) {
				text := h.sections(string(readme))
				lines := consoles(text)
				require.NotEmpty(t, lines, "the README says nothing of %s", h.binary())
				assert.Contains(t, text, h.binary()+".yaml", "the README does not show what comes out of %s", h.binary())
				reader := newReader(t, h)
				for _, l := range lines {
					reader.does(t, dir, l)
				}
			})
		}
	}
}

// TestExamplesAgree tests that both Helm versions give the same objects, and that only scaling
// changes.
func TestExamplesAgree(t *testing.T) {
	charts, err := filepath.Glob(filepath.Join(root, "examples", "*", "Chart.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, charts)
	for _, chart := range charts {
		var streams []string
		for _, h := range helms {
			expected, err := os.ReadFile(filepath.Join(filepath.Dir(chart), "rendered-by-"+h.binary()+".yaml"))
			require.NoError(t, err)
			plain := harness.Output(t, h.command(".", t.TempDir(), nil, "template", "models", filepath.Dir(chart), "--namespace=models"))
			assert.NoError(t, same(plain, string(expected), others))
			streams = append(streams, string(expected))
		}
		assert.NoError(t, same(streams[0], streams[1], contents))
	}
}

// TestTheChartScalesAsTheQuickstart compares the chart's ScaledObject with one that KEDA's own
// code accepts in testdata/oracle. Only the namespace differs, because Helm sets it.
func TestTheChartScalesAsTheQuickstart(t *testing.T) {
	expected, err := os.ReadFile(filepath.Join(root, "examples", "quickstart", "expected.yaml"))
	require.NoError(t, err)
	rendered, err := os.ReadFile(filepath.Join(root, "examples", "helm", "rendered-by-helm4.yaml"))
	require.NoError(t, err)
	scaledObject := func(stream string) ([]string, error) {
		all, err := objects(strings.ReplaceAll(stream, "\n  namespace: models\n", "\n"))
		require.NoError(t, err)
		all = slices.DeleteFunc(all, func(o *yaml.RNode) bool { return o.GetKind() != "ScaledObject" })
		require.Len(t, all, 1)
		return sorted(all)
	}
	require.NoError(t, same(string(expected), string(rendered), scaledObject))
}

// sections returns the parts of a README for this Helm version: all but those for the other.
func (h helm) sections(readme string) string {
	var kept []string
	for _, part := range strings.Split("\n"+readme, "\n## ") {
		if !strings.HasPrefix(part, "Helm ") || strings.HasPrefix(part, "Helm "+h.major) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "\n## ")
}

// line is a console command with its output in the README.
type line struct{ command, output string }

var console = regexp.MustCompile("(?s)```console\n(.*?)```")

func consoles(readme string) []line {
	var lines []line
	for _, block := range console.FindAllStringSubmatch(readme, -1) {
		for _, command := range strings.Split("\n"+block[1], "\n$ ")[1:] {
			command = strings.ReplaceAll(command, "\\\n", "")
			first, rest, _ := strings.Cut(strings.TrimSuffix(command, "\n"), "\n")
			if rest != "" {
				rest += "\n"
			}
			lines = append(lines, line{first, rest})
		}
	}
	return lines
}

// reader is a user at the repository's root with this Helm version as helm.
type reader struct {
	h         helm
	dir, home string
}

func newReader(t *testing.T, h helm) reader {
	r := reader{h, t.TempDir(), t.TempDir()}
	for _, folder := range []string{"config/helm", "examples"} {
		require.NoError(t, os.CopyFS(filepath.Join(r.dir, folder), os.DirFS(filepath.Join(root, folder))))
	}
	require.NoError(t, os.Symlink(filepath.Join(binDir, h.binary()), filepath.Join(r.home, "helm")))
	return r
}

func (r reader) does(t *testing.T, example string, l line) {
	got := harness.Run(t, harness.Command{
		Args: []string{"sh", "-c", l.command}, Dir: r.dir,
		Env: []string{"HOME=" + r.home, "PATH=" + harness.WithFirst(r.home), "KUBECONFIG="},
	})
	want, file := l.output, "README.md"
	if want == "" {
		require.Zero(t, got.Exit, "%s\n%s", l.command, got.Stderr)
		file = filepath.Join(example, "rendered-by-"+r.h.binary()+".yaml")
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got.Stdout), 0o644))
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		want = string(text)
	}
	if changes := diff.Diff(file, []byte(want), "now", []byte(got.Stdout)); changes != nil {
		t.Errorf("%s\n%s%s", l.command, changes, got.Stderr)
	}
}
