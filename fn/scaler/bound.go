package scaler

import (
	"fmt"
	"strconv"
	"time"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// atMost returns a condition on the greatest number that a scaler accepts.
func atMost(name string, number float64) check {
	return func(c *checker) {
		if v := c.value(name); v.State == Plain && c.number(name) > number {
			c.addMalformed(name, fmt.Sprintf("is more than %v", number), fmt.Sprintf("use %v or less", number))
		}
	}
}

// positive returns a condition on a duration, which must not be zero.
func positive(name string) check {
	return func(c *checker) {
		if v := c.value(name); v.State == Plain && isZero(v.Text) {
			c.addMalformed(name, "is not above zero", "use a number with its unit, such as \"10m\"")
		}
	}
}

// isZero reports whether KEDA parses a duration as zero.
func isZero(text string) bool {
	if d, err := time.ParseDuration(text); err == nil {
		return d == 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return err == nil && n == 0
}

// longUnits matches the units that KEDA's parser of long durations has in addition to Go's.
var longUnits = lazyregexp.New(`(\d+\.?\d*|\.\d+)[dw]`)

// longDuration returns a condition on a duration that may have days and weeks:
// github.com/xhit/go-str2duration.
func longDuration(name string) check {
	return func(c *checker) {
		v := c.value(name)
		// Replace them by a unit of Go's: only the form matters.
		if _, err := time.ParseDuration(longUnits.Regexp().ReplaceAllString(v.Text, "1h")); v.State == Plain && err != nil {
			c.addMalformed(name, "is not a duration", "use a number with its unit, such as \"7d12h\"")
		}
	}
}
