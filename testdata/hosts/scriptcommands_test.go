package hosts

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// rendered DIR FILE renders a kustomization in every way, compares the results, and writes the
// output to FILE.
func rendered(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "rendered DIR FILE")
	dir, config := ts.MkAbs(args[0]), ""
	files, err := readTree(ts.MkAbs("."))
	ts.Check(err)
	if name := files.functionConfig(); name != "" {
		config = ts.MkAbs(name)
	}
	text, err := rendering(dir, config)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
	ts.Check(err)
}

// inventory FILE|DIR prints one line per object, `Kind namespace/name`, in order.
func inventory(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "inventory FILE|DIR")
	objects, err := readObjects(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, o := range objects {
		fmt.Fprintln(ts.Stdout(), o.id())
	}
}

// field FILE|DIR KIND[/NAME] a.b.key=value.c prints one field of the only such object.
func field(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "field FILE|DIR KIND[/NAME] PATH")
	objects, err := readObjects(ts.MkAbs(args[0]))
	ts.Check(err)
	o, err := objects.only(args[1])
	ts.Check(err)
	value, err := o.field(args[2])
	ts.Check(err)
	fmt.Fprint(ts.Stdout(), value)
}

// move KIND DIR FILE moves the file under DIR that contains that kind, and nothing else, to
// FILE.
func move(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "move KIND DIR FILE")
	dir, to := ts.MkAbs(args[1]), ts.MkAbs(args[2])
	files, err := readTree(dir)
	ts.Check(err)
	for name, text := range files {
		if found, err := parseObjects(text); err == nil && len(found) == 1 && found[0].node.GetKind() == args[0] {
			ts.Check(os.MkdirAll(filepath.Dir(to), 0o755))
			ts.Check(os.Rename(filepath.Join(dir, name), to))
			return
		}
	}
	ts.Fatalf("no file of %s holds one %s and nothing else", args[1], args[0])
}

// edit FILE REGEXP TEXT replaces the first match, which must exist; \n in TEXT is a line
// break.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "edit FILE REGEXP TEXT")
	text := ts.ReadFile(args[0])
	at := regexp.MustCompile(args[1]).FindStringIndex(text)
	if at == nil {
		ts.Fatalf("%s has no %s", args[0], args[1])
	}
	text = text[:at[0]] + strings.ReplaceAll(args[2], `\n`, "\n") + text[at[1]:]
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// keep DIR COPY copies a folder.
func keep(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "keep DIR COPY")
	files, err := readTree(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(files.write(ts.MkAbs(args[1])))
}

// same FIRST SECOND compares two folders, or two files, byte for byte.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same FIRST SECOND")
	}
	first, err := readTree(ts.MkAbs(args[0]))
	ts.Check(err)
	second, err := readTree(ts.MkAbs(args[1]))
	ts.Check(err)
	differences := first.diff(second)
	switch {
	case neg && differences == "":
		ts.Fatalf("%s and %s are the same", filepath.Base(args[0]), filepath.Base(args[1]))
	case !neg && differences != "":
		ts.Fatalf("%s and %s differ:\n%s", args[0], args[1], differences)
	}
}

func need(ts *testscript.TestScript, neg bool, args []string, n int, usage string) {
	if neg || len(args) != n {
		ts.Fatalf("usage: %s", usage)
	}
}
