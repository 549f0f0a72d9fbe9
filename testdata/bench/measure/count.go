package measure

import (
	"bufio"
	"os"
	"strings"
)

// Kinds runs the process once and counts the objects of each kind in its output, so that a
// process that did not do its work does not count as fast. It reads the output line by line
// from a file, to use little memory.
func (p Process) Kinds() (map[string]int, error) {
	out, err := os.CreateTemp("", "output-*.yaml")
	if err != nil {
		return nil, err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	if _, err := p.runTo(out); err != nil {
		return nil, err
	}
	if _, err := out.Seek(0, 0); err != nil {
		return nil, err
	}
	kinds := map[string]int{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if kind, ok := topLevelKind(lines.Text()); ok {
			kinds[kind]++
		}
	}
	return kinds, lines.Err()
}

// topLevelKind reads the `kind:` line of an object in a stream, or of an item in a list, where
// it is indented by two; deeper ones are references.
func topLevelKind(line string) (string, bool) {
	line = strings.TrimPrefix(strings.TrimPrefix(line, "- "), "  ")
	kind, ok := strings.CutPrefix(line, "kind: ")
	return kind, ok
}
