package resourcelist

import (
	"bytes"
	"slices"
)

// sections are the parts of a ResourceList's text: the envelope and the items.
type sections struct {
	// envelope is the list without its items.
	envelope []byte
	// items are the lines of the items, each from its dash or the comment above it.
	items []section
	// indent is the column of the dashes.
	indent int
}

// section is the text of one item.
type section struct {
	text []byte
	// unsure means that the name of a field of the item is quoted.
	unsure bool
}

// split splits a ResourceList line by line. It accepts only the part of YAML that kustomize, kpt
// and the SDKs write: block collections whose keys, scalars and brackets end on their lines, block
// scalars without indentation indicators, and comments. It checks everything that determines where
// an item ends, so that items can be parsed, omitted and moved separately. It leaves any other text
// to the parser.
func split(text []byte) (sections, bool) {
	if !isOrdinary(text) {
		return sections{}, false
	}
	s := splitter{text: text, stack: []collection{{}}, comment: none}
	for s.at < len(text) {
		end := s.at + bytes.IndexByte(text[s.at:], '\n')
		if !s.line(text[s.at:end]) {
			return sections{}, false
		}
		s.at = end + 1
	}
	if s.state == inItems {
		s.close(len(text))
		s.tail = len(text)
	}
	if len(s.items) == 0 {
		return sections{}, false
	}
	s.envelope = append(bytes.Clone(text[:s.head]), text[s.tail:]...)
	return s.sections, true
}

// none means that there is no position.
const none = -1

// collection is an object or sequence that contains a line.
type collection struct {
	column   int
	sequence bool
}

// splitter reads a list line by line.
type splitter struct {
	sections
	text []byte
	// at is the beginning of the line.
	at    int
	state state
	// stack contains the open collections, beginning with the list itself.
	stack []collection
	// waiting means that the last key or dash has no value yet.
	waiting bool
	block   block
	// head and tail are where the items begin, including their key, and end; first is after the
	// key. item and comment are where the current item and the comments above the next one begin.
	head, first, tail, item, comment int
	// unsure is that of the current item.
	unsure bool
	// keys are the keys of the list.
	keys []string
}

type state int

const (
	beforeItems state = iota
	inItems
	afterItems
)

// block is a block scalar that the line may be in.
type block struct {
	open bool
	// indent is its content's column, 0 if there was none yet; blanks is the longest line of spaces
	// before that.
	indent, blanks int
}

func (s *splitter) top() *collection { return &s.stack[len(s.stack)-1] }

func (s *splitter) line(line []byte) bool {
	column := len(line) - len(bytes.TrimLeft(line, " "))
	body := line[column:]
	if len(body) == 0 {
		s.block.blanks = max(s.block.blanks, column)
		return true
	}
	if s.block.open {
		if column > s.top().column {
			return s.block.holds(body, column)
		}
		s.block = block{}
	}
	switch {
	case body[0] == '#':
		s.above(column)
		return true
	case bytes.IndexByte(body, '\t') >= 0:
		return false
	case column == 0 && isMarker(body):
		return s.at == 0 && len(body) == len("---") && body[0] == '-'
	}
	return s.structure(bytes.TrimRight(body, " "), column)
}

// holds reports whether a line that is indented more than the scalar's parent belongs to the
// scalar; otherwise it is an error, or may be one.
func (b *block) holds(body []byte, column int) bool {
	if b.indent == 0 {
		b.indent = column
		return column >= b.blanks && body[0] != '\t'
	}
	return column >= b.indent
}

func isMarker(body []byte) bool {
	return bytes.HasPrefix(body, []byte("---")) || bytes.HasPrefix(body, []byte("..."))
}

// above records a comment that may belong to the next item.
func (s *splitter) above(column int) {
	if s.comment == none && s.state == inItems && (len(s.stack) == 1 || column <= s.indent) {
		s.comment = s.at
	}
}

// structure reads a line with dashes, a key or a value.
func (s *splitter) structure(body []byte, column int) bool {
	dashed := false
	for isDash(body) {
		if !s.enter(column, true) {
			return false
		}
		s.waiting, dashed = true, true
		rest := bytes.TrimLeft(body[1:], " ")
		if len(rest) == 0 || rest[0] == '#' {
			return true
		}
		column += len(body) - len(rest)
		body = rest
	}
	key, value, ok := cutKey(body)
	switch {
	case !ok:
		return false
	case key == nil:
		s.waiting = false
		return dashed && s.value(body)
	case !s.enter(column, false) || !s.key(key, value):
		return false
	}
	if len(value) == 0 || value[0] == '#' {
		s.waiting = true
		return true
	}
	return s.value(value)
}

func isDash(body []byte) bool { return body[0] == '-' && (len(body) == 1 || body[1] == ' ') }

// enter finds the collection that an entry at a column belongs to.
func (s *splitter) enter(column int, sequence bool) bool {
	top := *s.top()
	// A list may be at the column of the key that it belongs to.
	deeper := s.waiting && (column > top.column || column == top.column && sequence && !top.sequence)
	s.waiting = false
	if deeper {
		if len(s.stack) == 1 && s.state == inItems {
			if !sequence {
				return false
			}
			s.indent = column
		}
		s.stack = append(s.stack, collection{column, sequence})
	} else {
		for s.top().column > column || s.top().column == column && s.top().sequence && !sequence {
			if len(s.stack) == 1 {
				return false
			}
			s.stack = s.stack[:len(s.stack)-1]
		}
		if *s.top() != (collection{column, sequence}) {
			return false
		}
	}
	switch len(s.stack) {
	case 1:
		s.ended()
	case 2:
		if s.state == inItems {
			s.next()
			return true
		}
	}
	s.comment = none
	return true
}

// next begins an item.
func (s *splitter) next() {
	start := s.start()
	if s.item == 0 {
		start = s.first // the first one includes everything above it
	}
	s.close(start)
	s.item = start
}

// start returns where the line or the comment above it begins.
func (s *splitter) start() int {
	start := s.at
	if s.comment != none {
		start = s.comment
	}
	s.comment = none
	return start
}

// close ends the current item.
func (s *splitter) close(end int) {
	if s.item > 0 {
		s.items = append(s.items, section{s.text[s.item:end], s.unsure})
	}
	s.item, s.unsure = 0, false
}

// ended ends the items at a key of the list.
func (s *splitter) ended() {
	if s.state == inItems {
		s.tail = s.start()
		s.close(s.tail)
		s.state = afterItems
	}
}

// key reads a key of the list or of an item. Items are found by the names of the keys.
func (s *splitter) key(key, value []byte) bool {
	quoted := key[0] == '"' || key[0] == '\''
	switch {
	case len(s.stack) == 3 && s.state == inItems && quoted:
		s.unsure = true
	case len(s.stack) > 1:
	case quoted:
		return false
	default:
		const most = 100
		if len(s.keys) == most || slices.Contains(s.keys, string(key)) {
			return false
		}
		s.keys = append(s.keys, string(key))
		if string(key) == "items" {
			s.state, s.head = inItems, s.at
			s.first = s.at + bytes.IndexByte(s.text[s.at:], '\n') + 1
			return len(value) == 0
		}
	}
	return true
}

// value reads the text after a key or dash.
func (s *splitter) value(text []byte) bool {
	switch text[0] {
	case '|', '>':
		s.block = block{open: true}
		return isBlockHeader(text)
	case '"', '\'':
		rest, ok := cutQuoted(text)
		return ok && endsLine(rest)
	case '[', '{':
		rest, ok := cutFlow(text, 0)
		return ok && endsLine(rest)
	}
	return isPlain(text)
}
