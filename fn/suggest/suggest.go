// Package suggest finds the word that a user probably meant.
package suggest

import (
	"strings"
	"unicode/utf8"
)

// Closest returns the known word that is most similar to a word, and whether it is similar enough
// to suggest: at most a third of the letters differ, or two in a short word. It ignores case, -
// and _. Of several equally similar words it returns the alphabetically first.
func Closest(word string, known []string) (string, bool) {
	wanted := normalize(word)
	best, least := "", max(2, len(wanted)/3)+1
	for _, candidate := range known {
		other := normalize(candidate)
		// Never suggest a word without a common letter, however short both are.
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

// Within reports whether the edit distance of two words is at most a limit. It ignores case, -
// and _.
func Within(most int, a, b string) bool {
	// Comparing the lengths is enough for most words.
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

// distance returns the number of letters to insert, remove, replace or swap with a neighbor
// (optimal string alignment, a restricted form of Damerau-Levenshtein).
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

// DidYouMean returns the hint for a word that is not among those allowed.
func DidYouMean(word string, allowed []string) string {
	if near, ok := Closest(word, allowed); ok {
		return "did you mean " + near + "?"
	}
	return "use " + Alternatives(allowed)
}

// Alternatives returns a list of words to choose from.
func Alternatives(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
