package suggest

import (
	"cmp"
	"slices"
)

// Index finds the closest of many words without comparing a word with each of them. It is a trie:
// words with the same beginning share the work of comparing it, and branches that cannot contain
// a close word are skipped.
type Index struct{ root *node }

// node is a node of the trie. It represents a common beginning of words. Case, - and _ do not
// matter.
type node struct {
	letter   rune
	children []*node
	// word is the alphabetically first word that ends here.
	word string
	ends bool
	// shortest and longest are the minimum and maximum length of the words below.
	shortest, longest int
}

// NewIndex returns an index of the words.
func NewIndex(words []string) *Index {
	type entry struct {
		letters []rune
		word    string
	}
	entries := make([]entry, 0, len(words))
	for _, word := range words {
		entries = append(entries, entry{normalize(word), word})
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(slices.Compare(a.letters, b.letters), cmp.Compare(a.word, b.word))
	})
	index := &Index{root: &node{shortest: beyond}}
	for _, e := range entries {
		at := index.root
		at.widen(len(e.letters))
		for _, letter := range e.letters {
			last := len(at.children) - 1
			if last < 0 || at.children[last].letter != letter {
				at.children = append(at.children, &node{letter: letter, shortest: len(e.letters)})
				last++
			}
			at = at.children[last]
			at.widen(len(e.letters))
		}
		if !at.ends {
			at.word, at.ends = e.word, true
		}
	}
	return index
}

func (n *node) widen(length int) {
	n.shortest, n.longest = min(n.shortest, length), max(n.longest, length)
}

// commonEdits is the number of edits that most misspelled words need at most.
const commonEdits = 2

// maxVisits limits the nodes to visit for one word. Only words without a close match, among
// thousands of words, reach it.
const maxVisits = 1 << 14

// Closest returns what the package function Closest returns for the words of the index. If it
// reaches maxVisits, it may miss a word that needs more than commonEdits edits.
func (index *Index) Closest(word string) (string, bool) {
	s := search{wanted: normalize(word), visits: maxVisits}
	most := max(commonEdits, len(s.wanted)/3)
	for _, limit := range slices.Compact([]int{commonEdits, most}) {
		s.limit = limit
		s.visit(index.root, 0, row{s.first(), 0, 0}, row{}, 0)
		if s.found {
			break
		}
	}
	return s.best, s.found && s.best != ""
}

type search struct {
	wanted []rune
	// limit is the maximum distance to search for: that of the best word, once there is one.
	limit  int
	best   string
	found  bool
	visits int
}

// row is a row of the distance table. Cells outside it are beyond any limit.
type row struct {
	cells []int
	from  int
	least int
}

const beyond = 1 << 30

func (r row) at(j int) int {
	if j < r.from || j >= r.from+len(r.cells) {
		return beyond
	}
	return r.cells[j-r.from]
}

// first returns the row for a word without letters.
func (s *search) first() []int {
	cells := make([]int, min(s.limit, len(s.wanted))+1)
	for j := range cells {
		cells[j] = j
	}
	return cells
}

// visit searches the words below a node, given the node's depth, its row and the row and letter
// of its parent.
func (s *search) visit(n *node, depth int, current, before row, letter rune) {
	if s.visits--; s.visits < 0 {
		return
	}
	if n.ends {
		s.end(n.word, depth, current.at(len(s.wanted)))
	}
	// Visit the most likely child first: its result lowers the limit for the others.
	for _, likely := range []bool{true, false} {
		for _, child := range n.children {
			if (depth < len(s.wanted) && child.letter == s.wanted[depth]) != likely {
				continue
			}
			if next := s.next(child, depth+1, current, before, letter); next.least <= s.limit {
				s.visit(child, depth+1, next, current, child.letter)
			}
		}
	}
}

func (s *search) end(word string, length, distance int) {
	switch {
	case distance > s.limit, distance > 0 && distance >= max(len(s.wanted), length):
	case !s.found || distance < s.limit || word < s.best:
		s.best, s.limit, s.found = word, distance, true
	}
}

// next returns the row for a child. Its least cell is a lower bound for the distance of all words
// below.
func (s *search) next(child *node, depth int, current, before row, letter rune) row {
	from, to := max(0, depth-s.limit), min(len(s.wanted), depth+s.limit)
	next := row{from: from, least: beyond}
	if from > to {
		return next
	}
	next.cells = make([]int, to-from+1)
	for j := from; j <= to; j++ {
		d := current.at(j) + 1
		if j > from {
			d = min(d, next.cells[j-from-1]+1)
		}
		if j > 0 {
			cost := 1
			if s.wanted[j-1] == child.letter {
				cost = 0
			}
			d = min(d, current.at(j-1)+cost)
		}
		if j > 1 && depth > 1 && s.wanted[j-1] == letter && s.wanted[j-2] == child.letter {
			d = min(d, before.at(j-2)+1)
		}
		next.cells[j-from] = d
		next.least = min(next.least, d+outside(len(s.wanted)-j, child.shortest-depth, child.longest-depth))
	}
	return next
}

// outside returns the distance of a number from a range.
func outside(n, least, most int) int { return max(0, least-n, n-most) }
