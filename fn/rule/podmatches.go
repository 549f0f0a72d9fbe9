package rule

import (
	"fmt"
	"sync"
)

// mostNamed bounds how many objects one finding lists.
const mostNamed = 10

// andMore says how many objects a list leaves out.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}

// matches are the workloads whose pods selectors take, found once for each selector of a
// namespace. Several goroutines may ask.
type matches struct{ known sync.Map }
