package main

import (
	"io"
	"log"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/validate"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// startRegistry starts a registry in this process and returns its address without the scheme.
func startRegistry(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

// push publishes the index and returns the references to pull it by.
func push(t *testing.T, made index) (tag, digest string) {
	t.Helper()
	tag = startRegistry(t) + "/platform/scale-modelhosts:" + tagged
	at, err := made.publish(tag)
	require.NoError(t, err)
	hash, err := made.Digest()
	require.NoError(t, err)
	return tag, at + hash.String()
}

func TestRegistryGivesBackWhatWasPushed(t *testing.T) {
	made := theIndex(t)
	tag, byDigest := push(t, made.index)
	want, err := made.Digest()
	require.NoError(t, err)

	for _, reference := range []string{tag, byDigest} {
		parsed, err := name.ParseReference(reference)
		require.NoError(t, err)
		pulled, err := remote.Index(parsed)
		require.NoError(t, err)
		requireSameIndex(t, want, made, pulled)
	}
}

func TestLayoutHasTheIndex(t *testing.T) {
	made := theIndex(t)
	want, err := made.Digest()
	require.NoError(t, err)
	outer, err := layout.ImageIndexFromPath(made.asked.out + "/oci")
	require.NoError(t, err)
	inner, err := outer.ImageIndex(want)
	require.NoError(t, err)
	requireSameIndex(t, want, made, inner)
}

func requireSameIndex(t *testing.T, want v1.Hash, made built, got v1.ImageIndex) {
	t.Helper()
	require.NoError(t, validate.Index(got))
	digest, err := got.Digest()
	require.NoError(t, err)
	require.Equal(t, want, digest)
	manifest, err := got.IndexManifest()
	require.NoError(t, err)
	require.Len(t, manifest.Manifests, 2)
	for i, each := range made.images {
		digest, err := each.Digest()
		require.NoError(t, err)
		assert.Equal(t, digest, manifest.Manifests[i].Digest)
		assert.Equal(t, each.platform.oci(), manifest.Manifests[i].Platform)
	}
}

func TestPushThatFailsSaysWhatToDo(t *testing.T) {
	_, err := theIndex(t).publish("Not A Reference")
	require.ErrorContains(t, err, "-push: ")
	server := httptest.NewServer(nil)
	gone := strings.TrimPrefix(server.URL, "http://")
	server.Close()
	_, err = theIndex(t).publish(gone + "/scale-modelhosts:v0.1.0")
	require.ErrorContains(t, err, "docker login")
}
