package main

import (
	"fmt"
	"runtime"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// platform is an operating system and an architecture, by the names that Go and images use.
type platform struct{ os, arch string }

func parsePlatform(name string) (platform, error) {
	if name == "local" {
		return platform{"linux", runtime.GOARCH}, nil
	}
	system, arch, ok := strings.Cut(name, "/")
	if !ok {
		return platform{}, fmt.Errorf("-platforms: %q is not a platform; use a comma-separated list such as linux/amd64,linux/arm64, or local", name)
	}
	return platform{system, arch}, nil
}

// image returns an error if there is no image for the platform.
func (p platform) image() error {
	if p.os == "linux" && (p.arch == "amd64" || p.arch == "arm64") {
		return nil
	}
	return fmt.Errorf("-platforms: no image for %s; use linux/amd64, linux/arm64 or local", p)
}

func (p platform) String() string { return p.os + "/" + p.arch }

// folder returns the platform as one path element.
func (p platform) folder() string { return p.os + "_" + p.arch }

func (p platform) oci() *v1.Platform { return &v1.Platform{OS: p.os, Architecture: p.arch} }

// env returns the environment to build for the platform. It sets the architecture level to the
// lowest one, whatever the environment of this machine says.
func (p platform) env() []string {
	return []string{"GOOS=" + p.os, "GOARCH=" + p.arch, "GOAMD64=v1", "GOARM64=v8.0"}
}
