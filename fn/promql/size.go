package promql

import (
	"errors"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"
)

// MaxBytes and MaxTokens bound the queries that are parsed. The time that the parser
// takes grows with the square of how deep a query is nested, and only the number of its
// tokens, such as names, operators and brackets, predicts that. At the bounds, parsing
// takes a fraction of a second. KEDA sends a query in a URL, of which most proxies
// take 8 KiB.
const (
	MaxBytes  = 64 << 10
	MaxTokens = 20_000
)

// ErrTooLarge is the error of a query beyond the bounds.
var ErrTooLarge = errors.New("the query is too large")

// checkSize returns an error for a query beyond the bounds.
func checkSize(text string) error {
	if len(text) > MaxBytes {
		return fmt.Errorf("%w: %d bytes, the maximum is %d", ErrTooLarge, len(text), MaxBytes)
	}
	lexer := parser.Lex(text)
	var token parser.Item
	for n := 0; n <= MaxTokens; n++ {
		// What the lexer refuses, the parser explains.
		if lexer.NextItem(&token); token.Typ == parser.EOF || token.Typ == parser.ERROR {
			return nil
		}
	}
	return fmt.Errorf("%w: more than %d names, operators and other tokens", ErrTooLarge, MaxTokens)
}
