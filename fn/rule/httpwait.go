package rule

import (
	"time"
)

// durationOf is 0 for what is none.
func durationOf(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d
}
