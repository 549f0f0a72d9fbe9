package main

import (
	"bytes"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"
)

// binary is the program for one platform, with its build information.
type binary struct {
	text []byte
	info *debug.BuildInfo
}

// buildBinary calls `make build`, so there is only one recipe.
func buildBinary(root string, p platform) (_ binary, err error) {
	dir, err := os.MkdirTemp("", "scale-modelhosts-")
	if err != nil {
		return binary{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "scale-modelhosts")
	cmd := exec.Command("make", "--no-print-directory", "build", "OUT="+file)
	cmd.Dir, cmd.Env = root, append(os.Environ(), p.env()...)
	if output, err := cmd.CombinedOutput(); err != nil {
		return binary{}, fmt.Errorf("make build for %s: %w\n%s", p, err, output)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return binary{}, err
	}
	info, err := buildinfo.Read(bytes.NewReader(text))
	return binary{text, info}, err
}

// setting returns a build setting of the binary, or "" if it has none.
func (b binary) setting(key string) string {
	for _, s := range b.info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// version returns "" if Go did not get it from Git.
func (b binary) version() string {
	if b.info.Main.Version == "(devel)" {
		return ""
	}
	return b.info.Main.Version
}

// created returns the time of everything in the image: SOURCE_DATE_EPOCH, or else the commit's
// time, or else the epoch. It is never the time of the build.
func (b binary) created() (time.Time, error) {
	if asked := os.Getenv("SOURCE_DATE_EPOCH"); asked != "" {
		seconds, err := strconv.ParseInt(asked, 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH is %q; set it to seconds since 1970, or unset it for the commit's time", asked)
		}
		return time.Unix(seconds, 0).UTC(), nil
	}
	if committed := b.setting("vcs.time"); committed != "" {
		at, err := time.Parse(time.RFC3339Nano, committed)
		return at.UTC().Truncate(time.Second), err
	}
	return time.Unix(0, 0).UTC(), nil
}
