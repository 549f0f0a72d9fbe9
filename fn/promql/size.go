package promql

import (
	"errors"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"
)

// MaxBytes and MaxTokens limit the queries that are parsed. The parser's time grows with the
// square of the nesting depth, and only the number of tokens, such as names, operators and
// brackets, limits that depth. Parsing a query at the limits takes a fraction of a second. KEDA
// sends a query in a URL, and most proxies limit those to 8 KiB.
const (
	MaxBytes  = 64 << 10
	MaxTokens = 20_000
)

// ErrTooLarge is returned for a query that exceeds the limits.
var ErrTooLarge = errors.New("the query is too large")

// checkSize returns an error for a query that exceeds the limits.
func checkSize(text string) error {
	if len(text) > MaxBytes {
		return fmt.Errorf("%w: %d bytes, the maximum is %d", ErrTooLarge, len(text), MaxBytes)
	}
	lexer := parser.Lex(text)
	var token parser.Item
	for n := 0; n <= MaxTokens; n++ {
		// The parser will explain what the lexer rejects.
		if lexer.NextItem(&token); token.Typ == parser.EOF || token.Typ == parser.ERROR {
			return nil
		}
	}
	return fmt.Errorf("%w: more than %d names, operators and other tokens", ErrTooLarge, MaxTokens)
}
