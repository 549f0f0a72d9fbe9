package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// user is an arbitrary user other than root.
const user = "65532:65532"

// image is the image for one platform.
type image struct {
	v1.Image
	platform platform
	root     rootfs
	size     int64
}

func newImage(asked request, p platform) (image, error) {
	program, err := buildBinary(asked.root, p)
	if err != nil {
		return image{}, err
	}
	texts, err := licences(asked.root, p)
	if err != nil {
		return image{}, err
	}
	root, err := newRootfs(program, texts)
	if err != nil {
		return image{}, err
	}
	labels := labels(program, root.at, asked.source)
	made, err := assemble(root, p, labels)
	return image{made, p, root, root.size()}, err
}

// labels returns the OCI labels that describe the image.
func labels(program binary, created time.Time, source string) map[string]string {
	all := map[string]string{}
	for name, value := range map[string]string{
		"title":       "scale-modelhosts",
		"description": "KRM function that generates KEDA ScaledObjects from annotations on model hosts",
		"licenses":    "Apache-2.0",
		"created":     created.Format(time.RFC3339),
		"version":     program.version(),
		"revision":    program.setting("vcs.revision"),
		"source":      source,
	} {
		if value != "" {
			all["org.opencontainers.image."+name] = value
		}
	}
	return all
}

// assemble builds an image from the files, as one layer, and a configuration.
func assemble(root rootfs, p platform, labels map[string]string) (v1.Image, error) {
	var text bytes.Buffer
	if err := root.tar(&text); err != nil {
		return nil, err
	}
	layer, err := tarball.LayerFromOpener(
		func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text.Bytes())), nil },
		tarball.WithMediaType(types.OCILayer), tarball.WithCompressionLevel(gzip.BestCompression), tarball.WithCompressedCaching)
	if err != nil {
		return nil, err
	}
	base := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	configured, err := mutate.ConfigFile(base, &v1.ConfigFile{
		OS: p.os, Architecture: p.arch, Created: v1.Time{Time: root.at},
		Config: v1.Config{User: user, Entrypoint: []string{"/scale-modelhosts"}, WorkingDir: "/", Labels: labels},
		RootFS: v1.RootFS{Type: "layers"},
	})
	if err != nil {
		return nil, err
	}
	made, err := mutate.Append(configured, mutate.Addendum{
		Layer:   layer,
		History: v1.History{Created: v1.Time{Time: root.at}, CreatedBy: "scale-modelhosts and the licences of what is linked into it"},
	})
	if err != nil {
		return nil, err
	}
	return mutate.Annotations(made, labels).(v1.Image), nil
}
