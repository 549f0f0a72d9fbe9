package resourcelist

import "bytes"

// sections is a ResourceList as text: everything but its items, and each item.
type sections struct {
	// frame is the list without its items; it may be empty.
	frame []byte
	// items are the items' lines, each from its dash or the comment above it.
	items [][]byte
	// indent is the column of the dashes.
	indent int
}

// split takes a ResourceList apart line by line, as orchestrators write it: block
// style, one item after the other. It gives up, rather than guess, on text where
// lines do not tell where an item ends.
func split(text []byte) (sections, bool) {
	if !isPrintable(text) {
		return sections{}, false
	}
	s := splitter{block: -1}
	for len(text) > 0 {
		line := text
		if end := bytes.IndexByte(text, '\n'); end >= 0 {
			line = text[:end+1]
		}
		text = text[len(line):]
		if !s.line(line) {
			return sections{}, false
		}
	}
	if !s.begun {
		return sections{}, false
	}
	s.item = append(s.item, s.comment...)
	s.close()
	return s.sections, true
}

// splitter reads a list line by line.
type splitter struct {
	sections
	// begun and ended report that the items were reached, and that they are behind.
	begun, ended bool
	// dashes reports that the first dash, and so the column of all, was seen.
	dashes bool
	item   []byte
	// comment is lines above the next item.
	comment []byte
	// block is the column of the line that a block scalar hangs on; -1 outside of one.
	block int
}

func (s *splitter) line(line []byte) bool {
	body := bytes.TrimRight(line, " \n")
	column := len(body) - len(bytes.TrimLeft(body, " "))
	body = body[min(column, len(body)):]
	switch {
	case len(body) == 0:
		s.append(line)
		return true
	case s.block >= 0 && column > s.block:
		s.append(line)
		return true
	}
	s.block = -1
	if !s.begun || s.ended {
		return s.outside(line, body, column)
	}
	return s.inside(line, body, column)
}

// outside reads a line of the frame. Only keys at its first column matter.
func (s *splitter) outside(line, body []byte, column int) bool {
	if column == 0 && !s.begun && bytes.Equal(body, []byte("items:")) {
		s.begun = true
		return true
	}
	// A second list, or another document: not what orchestrators write.
	if column == 0 && (bytes.HasPrefix(body, []byte("items:")) || isMarker(body) && (len(s.frame) > 0 || !bytes.Equal(body, []byte("---")))) {
		return false
	}
	s.frame = append(s.frame, line...)
	return column == 0 && bytes.Equal(body, []byte("---")) || s.ends(body, column)
}

func isMarker(body []byte) bool {
	return bytes.HasPrefix(body, []byte("---")) || bytes.HasPrefix(body, []byte("...")) || bytes.HasPrefix(body, []byte("%"))
}

// inside reads a line among the items, outside of block scalars.
func (s *splitter) inside(line, body []byte, column int) bool {
	dash := body[0] == '-' && (len(body) == 1 || body[1] == ' ')
	if dash && !s.dashes {
		s.dashes, s.indent = true, column
	}
	switch {
	case body[0] == '#' && (!s.dashes || column <= s.indent):
		s.comment = append(s.comment, line...)
		return true
	case !s.dashes:
		return false
	case dash && column == s.indent:
		s.close()
		s.item = append(s.comment, line...)
		s.comment = nil
	case column > s.indent:
		s.item = append(append(s.item, s.comment...), line...)
		s.comment = nil
	case column == 0:
		s.close()
		s.frame = append(s.frame, s.comment...)
		s.comment, s.ended = nil, true
		return !isMarker(body) && s.outside(line, body, column)
	default:
		return false
	}
	return s.ends(body, column)
}

// ends reports whether a line is one that this reader knows, and notes what may hang
// on it.
func (s *splitter) ends(body []byte, column int) bool {
	rest := behindDashes(body)
	if len(rest) == 0 || rest[0] == '#' {
		return true
	}
	if isBlockHeader(rest) {
		// What hangs on a dash is indented more than the dash. What hangs on nothing
		// of its line does not tell here how far it goes.
		s.block = column + bytes.LastIndexByte(body[:len(body)-len(rest)], '-')
		return s.block >= column
	}
	if value, ok := key(rest); ok {
		if isBlockHeader(value) {
			s.block = column + len(body) - len(rest)
			return true
		}
		return endsOnItsLine(value)
	}
	// Only behind a dash can a value stand without a key; elsewhere it continues
	// something.
	return len(rest) < len(body) && endsOnItsLine(rest)
}

func (s *splitter) append(line []byte) {
	switch {
	case !s.begun || s.ended:
		s.frame = append(s.frame, line...)
	case len(s.comment) > 0:
		s.comment = append(s.comment, line...)
	default:
		s.item = append(s.item, line...)
	}
}

// close ends the item at hand.
func (s *splitter) close() {
	if len(bytes.TrimSpace(s.item)) > 0 {
		s.items = append(s.items, s.item)
	}
	s.item = nil
}
