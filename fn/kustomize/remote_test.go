package kustomize

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRemoteEntriesAreAddressesOnly(t *testing.T) {
	for text, want := range map[string]bool{
		"https://github.com/example/models//base?ref=v1": true,
		"git@github.com:example/models.git":              true,
		"git::ssh://git@example.com/models":              true,
		"github.com/example/models/base":                 true,
		"../models?ref=v1":                               true,
		"../base":                                        false,
		"deployment.yaml":                                false,
		"./a.b":                                          false,
		"v1.2/crds.yaml":                                 false,
		"my.app:v1":                                      false,
	} {
		e := entry{Text: text, root: true}
		assert.Equal(t, want, e.isRemote(), text)
	}
}

// These are kustomize's errors, with and without git in PATH.
func TestUnfetchedRemoteIsReportedOnOneLine(t *testing.T) {
	const where = "k.yaml: resources[0]: "
	const wayOut = ". Commit a copy of it and list that, or render where git and the network are"
	for name, test := range map[string]struct{ entry, err, want string }{
		"no git": {
			"https://me:hunter2@example.com/a?ref=v1&token=hunter2",
			`accumulating resources: accumulation err='accumulating resources from 'https://me:hunter2@example.com/a?ref=v1&token=hunter2': Get "…": x': no 'git' program on path: exec: "git": not found`,
			where + "https://***@example.com/a?ref=v1&token=*** is remote, and git is not installed to fetch it" + wayOut,
		},
		"no network": {
			"https://example.com/a",
			`accumulating resources from 'https://example.com/a': Get "https://example.com/a": dial tcp: lookup example.com: no such host`,
			where + "https://example.com/a is remote, and it cannot be reached from here" + wayOut,
		},
		"an unexpected response": {
			"https://me:hunter2@example.com/a",
			"accumulating resources from 'https://me:hunter2@example.com/a': teapot at https://other:hunter3@example.com:\nI am one",
			where + "https://***@example.com/a is remote, and kustomize could not fetch it" + wayOut,
		},
		"of a component git names no address": {
			"github.com/example/component",
			`accumulating components: loader.New "no 'git' program on path"`,
			where + "github.com/example/component is remote, and git is not installed to fetch it" + wayOut,
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := files{remotes: []entry{{file: "k.yaml", field: "resources[0]", Text: test.entry}}}
			assert.EqualError(t, f.failure(test.err), test.want)
		})
	}
}

func TestRemotesAreNotBlamedForOtherErrors(t *testing.T) {
	f := files{remotes: []entry{{file: "k.yaml", field: "resources[0]", Text: "https://example.com/a"}}}
	for _, text := range []string{"accumulating resources from 'digit.yaml': yaml: line 1", "open /home/me/git/b.yaml: connection timeout"} {
		require.EqualError(t, f.failure(text), text)
	}
}
