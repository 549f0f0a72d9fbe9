package resourcelist

import "bytes"

// isBlockHeader says whether text is what a block scalar begins with.
func isBlockHeader(text []byte) bool {
	if len(text) == 0 || text[0] != '|' && text[0] != '>' {
		return false
	}
	text = bytes.TrimLeft(text[1:], "-+0123456789")
	return len(text) == 0 || text[0] == ' ' && bytes.HasPrefix(bytes.TrimLeft(text, " "), []byte("#"))
}

// isKeyedBlock says whether a block scalar hangs on the line's key. Of quoted keys
// it does not know; a line that it takes for another ends items no earlier.
func isKeyedBlock(rest []byte) bool {
	i := bytes.Index(rest, []byte(": "))
	if i < 1 || bytes.IndexByte([]byte(`&*!|>%@{[`), rest[0]) >= 0 || bytes.ContainsAny(rest[:i], `"'#`) {
		return false
	}
	return isBlockHeader(bytes.TrimLeft(rest[i+2:], " "))
}

// behindDashes is a line's text behind the dashes that it begins with.
func behindDashes(body []byte) []byte {
	for len(body) > 1 && body[0] == '-' && body[1] == ' ' {
		body = bytes.TrimLeft(body[1:], " ")
	}
	return body
}

// endsOnItsLine says that what begins on the line does not go on in a place where
// columns tell nothing: in quotes, in brackets, behind a tag. Anchors and aliases
// reach into other items and are not for this reader either.
func endsOnItsLine(body []byte) bool {
	v, ok := valueOf(body)
	if !ok || len(v) == 0 {
		return ok
	}
	switch v[0] {
	case '"', '\'':
		rest, closed := behindQuotes(v)
		return closed && (len(rest) == 0 || rest[0] == ' ')
	case '[', '{':
		return closesBrackets(v)
	case '&', '*', '!', '?', '%', '@', '`':
		return false
	}
	return true
}

// valueOf is what stands behind a line's key, or the line where it has none.
func valueOf(body []byte) (value []byte, ok bool) {
	if len(body) == 0 || body[0] == '#' || len(body) == 1 && body[0] == '-' {
		return nil, true
	}
	if body[0] == '"' || body[0] == '\'' {
		rest, closed := behindQuotes(body)
		switch {
		case !closed:
			return nil, false
		case len(rest) > 0 && rest[0] == ':':
			return bytes.TrimLeft(rest[1:], " "), true
		}
		return body, true
	}
	if i := bytes.Index(body, []byte(": ")); i >= 0 {
		return bytes.TrimLeft(body[i+2:], " "), true
	}
	return body, true
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

// closesBrackets says whether a flow collection without anchors, aliases and tags
// ends on its line.
func closesBrackets(text []byte) bool {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth == 0 {
				return i+1 == len(text) || text[i+1] == ' '
			}
		case '"', '\'':
			// Quotes open only where a value begins; elsewhere they are letters.
			if !beginsValue(text[:i]) {
				continue
			}
			rest, closed := behindQuotes(text[i:])
			if !closed {
				return false
			}
			i = len(text) - len(rest) - 1
		case '&', '*', '!':
			if beginsValue(text[:i]) {
				return false
			}
		}
	}
	return false
}

func beginsValue(before []byte) bool {
	before = bytes.TrimRight(before, " ")
	return len(before) > 0 && bytes.IndexByte([]byte("[{,:"), before[len(before)-1]) >= 0
}
