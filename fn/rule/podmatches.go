package rule

import (
	"fmt"
	"sync"
)

// maxNamed is the number of objects that one finding lists.
const maxNamed = 10

// andMore returns how many objects a list omits, in words.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

// matches caches the workloads whose pods a selector matches, by selector and namespace. It is
// safe for concurrent use.
type matches struct{ known sync.Map }
