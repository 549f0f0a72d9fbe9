package rule

import (
	"fmt"
	"strconv"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/scaler"
)

// leastTimeout is, in milliseconds, what nobody means who writes seconds.
const leastTimeout = 1000

// timeoutUnit is for seconds that KEDA takes for milliseconds.
func timeoutUnit(s *pass) {
	for i, t := range s.Spec.Triggers {
		text := strings.TrimSpace(t.Metadata["timeout"])
		if n, err := strconv.Atoi(text); err == nil && n > 0 && n < leastTimeout && isDuration(t.Type, "timeout") {
			s.report(triggerPath(i)+".metadata.timeout", fmt.Sprintf("timeout %q is %d milliseconds", text, n), fmt.Sprintf("write %ds if seconds are meant, or %dms", n, n))
		}
	}
}

func isDuration(typ, name string) bool {
	s, _ := scaler.Find(typ)
	for _, p := range s.Called(name) {
		if p.Type == "duration" {
			return true
		}
	}
	return false
}
