// Command image builds the container image of scale-modelhosts: the static binary of `make
// build`, and the licenses of everything linked into it. It needs Go and make but no container
// engine, and gives the same bytes on any machine with the same Go version. Run it in the
// repository's root as `go run -C .image .`
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
)

// request is a parsed command line.
type request struct {
	// root is the repository; out the output folder.
	root, out string
	// tag names the image in the archive for `docker load`.
	tag string
	// push is the reference to push the index to; "" to push nothing.
	push string
	// source is the URL of the source code.
	source string
	// licenses is the output folder for the licenses; if it is set, no image is built.
	licenses  string
	platforms []platform
}

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// run prints what it built on stdout: `index` or the platform, and the reference to pull it
// by.
func run(args []string, stdout, stderr io.Writer) error {
	asked, err := parse(args, stderr)
	if err != nil {
		return err
	}
	if asked.licenses != "" {
		return writeLicences(asked)
	}
	made, err := build(asked)
	if err != nil {
		return err
	}
	if err := made.write(asked); err != nil {
		return err
	}
	at, err := made.publish(asked.push)
	if err != nil {
		return err
	}
	digest, err := made.Digest()
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "index %s%s\n", at, digest)
	for _, each := range made.images {
		digest, err := each.Digest()
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "%s %s%s\n", each.platform, at, digest)
		fmt.Fprintf(stderr, "%s: %.1f MB unpacked\n", each.platform, float64(each.size)/1e6)
	}
	return nil
}

func parse(args []string, stderr io.Writer) (request, error) {
	var asked request
	flags := flag.NewFlagSet("image", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&asked.root, "root", "..", "the repository")
	flags.StringVar(&asked.out, "out", "out", "output folder: oci/ is a layout with all platforms; docker.tar is for docker load, with this machine's platform; rootfs/ is for the Dockerfile")
	flags.StringVar(&asked.tag, "tag", "scale-modelhosts:dev", "the image's name in docker.tar")
	flags.StringVar(&asked.push, "push", "", "push all platforms to this reference, with the credentials of docker login, and print its digest")
	flags.StringVar(&asked.source, "source", "", "URL of the source code, for the image's labels")
	flags.StringVar(&asked.licenses, "licenses", "", "write only the licenses of everything linked into the binaries for the platforms to this new or empty folder, and build no image")
	names := flags.String("platforms", "linux/amd64,linux/arm64", "platforms to build for, or local for this machine's architecture")
	if err := flags.Parse(args); err != nil {
		return asked, err
	}
	if flags.NArg() > 0 {
		return asked, fmt.Errorf("unexpected arguments: %s; see -help", strings.Join(flags.Args(), " "))
	}
	for name := range strings.SplitSeq(*names, ",") {
		p, err := parsePlatform(name)
		if err == nil && asked.licenses == "" {
			err = p.image()
		}
		if err != nil {
			return asked, err
		}
		asked.platforms = append(asked.platforms, p)
	}
	return asked, nil
}

// writeLicences rejects a folder that is not empty: its files may be someone else's, and
// old licenses must not mix with new ones.
func writeLicences(asked request) error {
	there, err := os.ReadDir(asked.licenses)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("-licenses: %w; use a new or empty folder", err)
	}
	if len(there) > 0 {
		return fmt.Errorf("-licenses: %s is not empty: it contains %s; use a new or empty folder", asked.licenses, there[0].Name())
	}
	files, err := licences(asked.root, asked.platforms...)
	if err != nil {
		return err
	}
	for i := range files {
		files[i].path = strings.TrimPrefix(files[i].path, "licenses/")
	}
	return rootfs{files: files, at: time.Unix(0, 0)}.stage(asked.licenses)
}
