package resourcelist

import "bytes"

// The reader by lines knows a small part of YAML, the one in which orchestrators write:
// each line is blank, a comment, or a key, a dash or a value that ends on the line,
// except for what hangs on a block scalar's header. Everything else takes the parser.

// isPrintable reports whether a text has no character that the parser may take for a
// line break or for indentation where this reader does not: tabs, carriage returns, next
// line, line and paragraph separators, and byte order marks.
func isPrintable(text []byte) bool {
	for _, stranger := range []string{"\t", "\r", "\u0085", "\u2028", "\u2029", "\ufeff", "\x00"} {
		if bytes.Contains(text, []byte(stranger)) {
			return false
		}
	}
	return true
}

// isBlockHeader reports whether text is what a block scalar begins with. Those that
// state their indentation are left to the parser.
func isBlockHeader(text []byte) bool {
	if len(text) == 0 || text[0] != '|' && text[0] != '>' {
		return false
	}
	text = text[1:]
	return len(text) == 0 || len(text) == 1 && (text[0] == '-' || text[0] == '+')
}

// behindDashes returns a line's text behind the dashes that it begins with.
func behindDashes(body []byte) []byte {
	for len(body) > 1 && body[0] == '-' && body[1] == ' ' {
		body = bytes.TrimLeft(body[1:], " ")
	}
	if len(body) == 1 && body[0] == '-' {
		return nil
	}
	return body
}

// key cuts a line's key off. A line without one is not ok.
func key(body []byte) (value []byte, ok bool) {
	if len(body) == 0 {
		return nil, false
	}
	if body[0] == '"' || body[0] == '\'' {
		rest, closed := behindQuotes(body)
		return behindColon(rest, closed)
	}
	for i, c := range body {
		if c == ':' && (i+1 == len(body) || body[i+1] == ' ') {
			return behindColon(body[i:], i > 0)
		}
		if !isKeyByte(c) || i == 0 && c == '-' {
			return nil, false
		}
	}
	return nil, false
}

func behindColon(rest []byte, ok bool) ([]byte, bool) {
	if !ok || len(rest) == 0 || rest[0] != ':' || len(rest) > 1 && rest[1] != ' ' {
		return nil, false
	}
	return bytes.TrimLeft(rest[1:], " "), true
}

// isKeyByte reports whether a byte has no meaning of its own wherever it stands in a
// key without quotes.
func isKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || bytes.IndexByte([]byte("-._/$~+()=<:"), c) >= 0
}

// endsOnItsLine reports whether a value certainly ends on its line and neither has nor
// is a tag, an anchor or an alias.
func endsOnItsLine(value []byte) bool {
	if len(value) == 0 {
		return true
	}
	switch value[0] {
	case '#':
		return true
	case '"', '\'':
		rest, closed := behindQuotes(value)
		return closed && isEnd(rest)
	case '[', '{':
		return closesBrackets(value)
	}
	return isPlain(value)
}

// isEnd reports whether what follows a value is nothing, or a comment.
func isEnd(rest []byte) bool {
	trimmed := bytes.TrimLeft(rest, " ")
	return len(trimmed) == 0 || trimmed[0] == '#' && len(trimmed) < len(rest)
}

// isPlain reports whether text is a plain scalar. With a comment behind it, it cannot
// go on in the next line; without one it could, but then that line has no key, which
// the reader refuses.
func isPlain(text []byte) bool {
	if bytes.IndexByte([]byte("&*!|>%@`,]}#\"'[{"), text[0]) >= 0 {
		return false
	}
	if bytes.IndexByte([]byte("-?:"), text[0]) >= 0 && (len(text) == 1 || text[1] == ' ') {
		return false
	}
	if i := bytes.Index(text, []byte(" #")); i >= 0 {
		text = text[:i]
	}
	return !bytes.Contains(text, []byte(": ")) && !bytes.HasSuffix(bytes.TrimRight(text, " "), []byte(":"))
}

// behindQuotes is what follows a quoted text that ends on its line.
func behindQuotes(text []byte) (rest []byte, closed bool) {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case quote == '\'' && text[i] == quote && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return text[i+1:], true
		}
	}
	return nil, false
}

// closesBrackets reports whether a flow collection ends on its line and has nothing in
// it but words, quoted texts and other such collections.
func closesBrackets(text []byte) bool {
	var open []byte
	begins := true // whether a value or a key may begin here
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == ' ':
		case c == '[' || c == '{':
			if !begins {
				return false
			}
			open = append(open, c)
		case c == ']' || c == '}':
			if (c == ']') != (open[len(open)-1] == '[') {
				return false
			}
			if open, begins = open[:len(open)-1], false; len(open) == 0 {
				return isEnd(text[i+1:])
			}
		case c == ',':
			begins = true
		case c == ':':
			if i+1 < len(text) && text[i+1] != ' ' {
				return false
			}
			begins = true
		case c == '"' || c == '\'':
			if !begins {
				return false
			}
			rest, closed := behindQuotes(text[i:])
			if !closed {
				return false
			}
			i, begins = len(text)-len(rest)-1, false
		default:
			end := i
			for end < len(text) && isWordByte(text[end]) {
				end++
			}
			if end == i || !begins {
				return false
			}
			i, begins = end-1, false
		}
	}
	return false
}

// isWordByte reports whether a byte has no meaning of its own wherever it stands in a
// word inside of a flow collection.
func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || bytes.IndexByte([]byte("-._/$~+()="), c) >= 0
}
