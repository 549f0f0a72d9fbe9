package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// index holds the images of all platforms under one digest.
type index struct {
	v1.ImageIndex
	images []image
}

func build(asked request) (index, error) {
	made := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	var images []image
	for _, p := range asked.platforms {
		each, err := newImage(asked, p)
		if err != nil {
			return index{}, err
		}
		made = mutate.AppendManifests(made, mutate.IndexAddendum{Add: each.Image, Descriptor: v1.Descriptor{Platform: p.oci()}})
		images = append(images, each)
	}
	first, err := images[0].Manifest()
	if err != nil {
		return index{}, err
	}
	return index{mutate.Annotations(made, first.Annotations).(v1.ImageIndex), images}, nil
}

// write writes all requested forms of the index to the output folder.
func (i index) write(asked request) error {
	tag, err := name.NewTag(asked.tag)
	if err != nil {
		return fmt.Errorf("-tag: %w", err)
	}
	for _, each := range i.images {
		rootfs := filepath.Join(asked.out, "rootfs", each.platform.folder())
		if err := os.RemoveAll(rootfs); err != nil {
			return err
		}
		if err := each.root.stage(rootfs); err != nil {
			return err
		}
		if each.platform.arch == runtime.GOARCH {
			if err := tarball.WriteToFile(filepath.Join(asked.out, "docker.tar"), tag, each.Image); err != nil {
				return err
			}
		}
	}
	oci := filepath.Join(asked.out, "oci")
	if err := os.RemoveAll(oci); err != nil {
		return err
	}
	written, err := layout.Write(oci, empty.Index)
	if err != nil {
		return err
	}
	return written.AppendIndex(i.ImageIndex)
}

// publish pushes to a reference, if there is one, and returns the prefix of the references to
// pull by digest.
func (i index) publish(to string) (string, error) {
	if to == "" {
		return "", nil
	}
	reference, err := name.ParseReference(to)
	if err != nil {
		return "", fmt.Errorf("-push: %w", err)
	}
	if err := remote.WriteIndex(reference, i.ImageIndex, remote.WithAuthFromKeychain(authn.DefaultKeychain)); err != nil {
		return "", fmt.Errorf("-push: cannot push %s with the credentials of docker login: %w", to, err)
	}
	return reference.Context().Name() + "@", nil
}
