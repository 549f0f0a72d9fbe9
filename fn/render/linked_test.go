package render

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/rooted"
	"modelhost.dev/scale-modelhosts/fn/source"
)

// linkedPackage writes a package at in/ with links to the given targets.
func linkedPackage(t *testing.T, files string, links map[string]string) string {
	t.Helper()
	dir := writePackage(t, files+"-- in/settings.yaml --\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}\n"+
		"-- out/a.yaml --\n{apiVersion: v1, kind: ConfigMap, metadata: {name: outside}}\n")
	for link, target := range links {
		path := filepath.Join(dir, "in", link)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.Symlink(target, path))
	}
	return filepath.Join(dir, "in")
}

func TestUnfollowedLinksToFoldersAreReported(t *testing.T) {
	const reason = "kpt and kubectl do not follow a symbolic link to a folder"
	for name, test := range map[string]struct {
		files string
		links map[string]string
		want  map[string]string
	}{
		"out of the folder":     {"", map[string]string{"link": "../out"}, map[string]string{"link": reason}},
		"further down":          {"-- in/sub/x.txt --\n", map[string]string{"sub/link": "../../out"}, map[string]string{"sub/link": reason}},
		"to a folder beside":    {"-- in/sub/x.yaml --\n", map[string]string{"link": "sub"}, nil},
		"to a hidden folder":    {"-- in/.sub/x.yaml --\n", map[string]string{"link": ".sub"}, map[string]string{"link": reason}},
		"to the folder itself":  {"", map[string]string{"link": "."}, nil},
		"to the folder above":   {"", map[string]string{"link": ".."}, map[string]string{"link": reason}},
		"to itself":             {"", map[string]string{"link": "link"}, nil},
		"to a file":             {"-- in/README.md --\n", map[string]string{"link": "README.md"}, nil},
		"ignored":               {"-- in/.krmignore --\nlink\n", map[string]string{"link": "../out"}, nil},
		"with a dot in front":   {"", map[string]string{".link": "../out"}, nil},
		"of a kpt package":      {"-- in/Kptfile --\nkind: Kptfile\n", map[string]string{"link": "../out"}, map[string]string{"link": reason}},
		"through another's way": {"", map[string]string{"link": "next/out", "next": ".."}, map[string]string{"link": reason, "next": reason}},
	} {
		t.Run(name, func(t *testing.T) {
			in := linkedPackage(t, test.files, test.links)
			found, err := Discover(in, Options{})
			require.NoError(t, err)
			require.Empty(t, found.Failures)
			got := map[string]string{}
			for _, s := range found.Skipped {
				assert.Equal(t, finding.KindLink, s.Kind)
				assert.Equal(t, "check "+filepath.Join(in, s.File)+" by itself", s.Hint)
				got[s.File] = s.Reason
			}
			if test.want == nil {
				test.want = map[string]string{}
			}
			assert.Equal(t, test.want, got)

			rendered, err := Dir(in, Options{Function: fn.Function{}})
			require.NoError(t, err)
			assert.Len(t, rendered.Findings, len(test.want))
			for _, f := range rendered.Findings {
				assert.Equal(t, "is skipped: "+test.want[f.File], f.Message)
			}
			assert.NotContains(t, string(rendered.YAML), "outside")
		})
	}
}

// kustomize follows a link that a kustomization names.
func TestLinksInAKustomizationAreFollowed(t *testing.T) {
	for _, entry := range []string{"link", "./link/", "link/deep"} {
		in := linkedPackage(t, "-- in/app/kustomization.yaml --\nresources: ["+entry+"]\n", map[string]string{"app/link": "../../out"})
		found, err := Discover(in, Options{})
		require.NoError(t, err)
		assert.Empty(t, found.Skipped, entry)
	}
	in := linkedPackage(t, "-- in/app/kustomization.yaml --\nresources: [linked]\n", map[string]string{"app/link": "../../out"})
	found, err := Discover(in, Options{})
	require.NoError(t, err)
	assert.Len(t, found.Skipped, 1)
}

func TestLinksOutOfARootAreNotFollowed(t *testing.T) {
	in := linkedPackage(t, "", map[string]string{"link": "../out"})
	root, err := rooted.Open(in)
	require.NoError(t, err)
	found, err := Discover(in, Options{Root: root})
	require.NoError(t, err)
	require.Len(t, found.Skipped, 1)
	assert.Equal(t, finding.Skipped{Kind: finding.KindLink, File: "link", Reason: "it is a symbolic link that leads outside the root", Hint: root.Fix}, found.Skipped[0])
}

// A link to a file that is read anyway is ignored; any other is read as the file.
func TestLinksToFilesAreReadOnce(t *testing.T) {
	const hidden = "-- in/.data/x.yaml --\n{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}\n"
	for name, test := range map[string]struct {
		files string
		links map[string]string
		want  string
	}{
		"beside":                   {"", map[string]string{"link.yaml": "settings.yaml"}, "ConfigMap settings"},
		"to a hidden folder":       {hidden, map[string]string{"link.yaml": ".data/x.yaml"}, "ConfigMap x"},
		"outside":                  {"", map[string]string{"link.yaml": "../out/a.yaml"}, "ConfigMap outside"},
		"to no YAML by its name":   {"-- in/x.txt --\n{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}\n", map[string]string{"link.yaml": "x.txt"}, "ConfigMap x"},
		"in a kpt package, as kpt": {"-- in/Kptfile --\nkind: Kptfile\n", map[string]string{"link.yaml": "settings.yaml"}, "ConfigMap settings (link.yaml)"},
	} {
		t.Run(name, func(t *testing.T) {
			in := linkedPackage(t, test.files, test.links)
			found, err := Discover(in, Options{})
			require.NoError(t, err)
			require.Len(t, found.Packages, 1)
			all := source.DescribeObjects(found.Packages[0].Items)
			assert.Contains(t, all, test.want)
			got, err := Load(in, Options{})
			require.NoError(t, err)
			assert.Equal(t, all, source.DescribeObjects(got.Items))
		})
	}
}

func TestLinksToNothingAreFailures(t *testing.T) {
	in := linkedPackage(t, "-- in/sub/x.yaml --\n", map[string]string{"link.yaml": "nowhere.yaml", "folder.yaml": "sub", "README.md": "nowhere"})
	found, err := Discover(in, Options{})
	require.NoError(t, err)
	require.EqualError(t, failed(found.Failures), "folder.yaml: it is not a regular file; fix it, remove it, or name it in .krmignore\n"+
		"link.yaml: it is a broken symbolic link; fix it, remove it, or name it in .krmignore")
	_, err = Dir(in, Options{Function: fn.Function{}})
	require.ErrorContains(t, err, "folder.yaml: it is not a regular file")
}

// kpt looks for subpackages in folders that a package ignores.
func TestIgnoredFoldersHaveSubpackages(t *testing.T) {
	files := `-- in/vendor/ignored.yaml --
{apiVersion: v1, kind: ConfigMap, metadata: {name: ignored}}
-- in/vendor/deep/ignored.yaml --
{apiVersion: v1, kind: ConfigMap, metadata: {name: ignored}}
-- in/vendor/deep/sub/Kptfile --
kind: Kptfile
-- in/vendor/deep/sub/a.yaml --
{apiVersion: v1, kind: ConfigMap, metadata: {name: sub}}
-- in/.krmignore --
vendor
`
	for kptfile, want := range map[string]string{"-- in/Kptfile --\nkind: Kptfile\n": "ConfigMap sub", "": ""} {
		in := linkedPackage(t, kptfile+files, nil)
		found, err := Discover(in, Options{})
		require.NoError(t, err)
		require.Len(t, found.Packages, 1)
		all := source.DescribeObjects(found.Packages[0].Items)
		assert.Contains(t, all, want)
		assert.NotContains(t, all, "ignored")
		got, err := Load(in, Options{})
		require.NoError(t, err)
		assert.Equal(t, all, source.DescribeObjects(got.Items))
		if want == "" {
			assert.NotContains(t, all, "sub")
		}
	}
}

func TestIgnoreFilesThatCannotBeRead(t *testing.T) {
	in := linkedPackage(t, "-- in/.krmignore/x --\n", nil)
	found, err := Discover(in, Options{})
	require.NoError(t, err)
	require.EqualError(t, failed(found.Failures), ".krmignore: cannot be read: it is not a regular file")
	_, err = Dir(in, Options{Function: fn.Function{}})
	require.ErrorContains(t, err, ".krmignore: cannot be read")
}
