package resourcelist

import (
	"bytes"
	"unicode/utf8"
)

// isOrdinary reports whether a text ends with a line break and has no characters that only some
// readers take for the end of a line or the beginning of a document, or that YAML forbids.
func isOrdinary(text []byte) bool {
	if len(text) == 0 || text[len(text)-1] != '\n' {
		return false
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\t' || c == 0x7F {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1, r < 0xA0, r == '\u2028', r == '\u2029', r == '\uFEFF', r == '\uFFFE', r == '\uFFFF':
			return false
		}
		i += size
	}
	return true
}

// isBlockHeader reports whether a text begins a block scalar without an indentation indicator.
func isBlockHeader(text []byte) bool {
	rest := text[1:]
	if len(rest) > 0 && (rest[0] == '-' || rest[0] == '+') {
		rest = rest[1:]
	}
	return endsLine(rest)
}

// endsLine reports whether only a comment follows a value.
func endsLine(rest []byte) bool {
	if len(rest) == 0 {
		return true
	}
	comment := bytes.TrimLeft(rest, " ")
	return rest[0] == ' ' && (len(comment) == 0 || comment[0] == '#')
}

// longest is the length of the longest key that YAML parsers accept without a question mark.
const longest = 1000

// cutKey splits a line at the colon after its key. The key is nil if there is none; ok is false if
// that is uncertain.
func cutKey(body []byte) (key, value []byte, ok bool) {
	end := none
	switch body[0] {
	case '[', '{', '|', '>':
		return nil, nil, true
	case '"', '\'':
		rest, closed := cutQuoted(body)
		if !closed {
			return nil, nil, false
		}
		if len(rest) == 0 || rest[0] != ':' {
			return nil, nil, true
		}
		end = len(body) - len(rest)
		if bytes.IndexByte(body[:end], '\\') >= 0 || len(rest) > 1 && rest[1] != ' ' {
			return nil, nil, false
		}
	default:
		if !beginsPlain(body) {
			return nil, nil, false
		}
		if end = bytes.Index(body, []byte(": ")); end < 0 {
			if body[len(body)-1] != ':' {
				return nil, nil, true
			}
			end = len(body) - 1
		}
		if comment := bytes.Index(body[:end], []byte(" #")); comment >= 0 {
			return nil, nil, true
		}
	}
	key = body[:end]
	if end == 0 || end > longest || string(key) == "<<" || key[end-1] == ' ' {
		return nil, nil, false
	}
	return key, bytes.TrimLeft(body[end+1:], " "), true
}

// beginsPlain reports whether a text begins like a scalar without quotes.
func beginsPlain(text []byte) bool {
	switch text[0] {
	case ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`':
		return false
	case '-', '?', ':':
		return len(text) > 1 && text[1] != ' '
	}
	return true
}

// isPlain reports whether a text is a scalar without quotes, possibly with a comment.
func isPlain(text []byte) bool {
	if !beginsPlain(text) {
		return false
	}
	if comment := bytes.Index(text, []byte(" #")); comment >= 0 {
		text = bytes.TrimRight(text[:comment], " ")
	}
	return !bytes.Contains(text, []byte(": ")) && text[len(text)-1] != ':'
}

// cutQuoted cuts the quoted string at the beginning of a text.
func cutQuoted(text []byte) (rest []byte, ok bool) {
	if text[0] == '\'' {
		for i := 1; i < len(text); i++ {
			if text[i] != '\'' {
				continue
			}
			if i+1 == len(text) || text[i+1] != '\'' {
				return text[i+1:], true
			}
			i++
		}
		return nil, false
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '"':
			return text[i+1:], true
		case '\\':
			size := escape(text[i+1:])
			if size == 0 {
				return nil, false
			}
			i += size
		}
	}
	return nil, false
}

// escape returns the number of characters of an escape after a backslash; 0 if they are not an
// escape.
func escape(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	digits := 0
	switch text[0] {
	case '0', 'a', 'b', 't', 'n', 'v', 'f', 'r', 'e', ' ', '"', '/', '\\', 'N', '_', 'L', 'P':
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	default:
		return 0
	}
	if len(text) <= digits {
		return 0
	}
	for _, c := range text[1 : 1+digits] {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return 0
		}
	}
	return 1 + digits
}

// deepest is the maximum nesting of brackets.
const deepest = 50

// cutFlow cuts the brackets at the beginning of a text. It supports lists and objects of scalars,
// and of each other.
func cutFlow(text []byte, depth int) (rest []byte, ok bool) {
	if depth > deepest {
		return nil, false
	}
	mapping, closing := text[0] == '{', byte(']')
	if mapping {
		closing = '}'
	}
	rest = bytes.TrimLeft(text[1:], " ")
	if len(rest) > 0 && rest[0] == closing {
		return rest[1:], true
	}
	for {
		if mapping {
			if rest, ok = cutFlowScalar(rest); !ok || len(rest) < 2 || rest[0] != ':' || rest[1] != ' ' {
				return nil, false
			}
			rest = bytes.TrimLeft(rest[1:], " ")
		}
		if rest, ok = cutFlowValue(rest, depth); !ok {
			return nil, false
		}
		rest = bytes.TrimLeft(rest, " ")
		switch {
		case len(rest) > 0 && rest[0] == closing:
			return rest[1:], true
		case len(rest) < 2 || rest[0] != ',' || rest[1] != ' ':
			return nil, false
		}
		rest = bytes.TrimLeft(rest[1:], " ")
	}
}

func cutFlowValue(text []byte, depth int) (rest []byte, ok bool) {
	if len(text) > 0 && (text[0] == '[' || text[0] == '{') {
		return cutFlow(text, depth+1)
	}
	return cutFlowScalar(text)
}

// cutFlowScalar cuts the scalar at the beginning of a text in brackets.
func cutFlowScalar(text []byte) (rest []byte, ok bool) {
	if len(text) == 0 {
		return nil, false
	}
	if text[0] == '"' || text[0] == '\'' {
		return cutQuoted(text)
	}
	if !beginsPlain(text) || text[0] == '?' || text[0] == ':' {
		return nil, false
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case ',', ']', '}':
			return text[i:], true
		case ':':
			if i+1 == len(text) {
				return nil, false
			}
			switch next := text[i+1]; {
			case next == ' ' && text[i-1] != ' ':
				return text[i:], true
			case next == ' ', bytes.IndexByte([]byte(",[]{}"), next) >= 0:
				return nil, false
			}
		case '[', '{', '#', '"', '\'', '?', '&', '*', '!':
			return nil, false
		}
	}
	return nil, false
}
