// Package suggest finds the word someone probably meant.
package suggest

import (
	"strings"
	"unicode/utf8"
)

// Closest gives the known word most similar to word, and whether it is similar enough to
// suggest: no more than a third of the letters off, or two in a short word. Case,
// - and _ do not count. Of several equally near, the alphabetically first is given.
func Closest(word string, known []string) (string, bool) {
	wanted := normalize(word)
	best, least := "", max(2, len(wanted)/3)+1
	for _, candidate := range known {
		other := normalize(candidate)
		// What shares no letter with the word is no guess, however short both are.
		d := distance(wanted, other)
		if d >= max(len(wanted), len(other)) && d > 0 {
			continue
		}
		if d < least || d == least && best != "" && candidate < best {
			best, least = candidate, d
		}
	}
	return best, best != ""
}

// Within says whether one word is off from another by so many letters at the most.
// Case, - and _ do not count.
func Within(most int, a, b string) bool {
	// Lengths tell most words apart.
	if off := letterCount(a) - letterCount(b); off > most || off < -most {
		return false
	}
	return distance(normalize(a), normalize(b)) <= most
}

func letterCount(word string) int {
	return utf8.RuneCountInString(word) - strings.Count(word, "-") - strings.Count(word, "_")
}

var separators = strings.NewReplacer("-", "", "_", "")

func normalize(word string) []rune {
	return []rune(separators.Replace(strings.ToLower(word)))
}

// distance counts the letters to insert, remove, replace or swap with a neighbour
// (Damerau-Levenshtein in its restricted form, optimal string alignment).
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// DidYouMean is the way out where a word is none of those allowed.
func DidYouMean(word string, allowed []string) string {
	if near, ok := Closest(word, allowed); ok {
		return "did you mean " + near + "?"
	}
	return "write " + Alternatives(allowed)
}

// Alternatives lists words of which one is to be taken.
func Alternatives(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
