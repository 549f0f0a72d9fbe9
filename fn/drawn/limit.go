package drawn

import (
	"fmt"
	"time"
)

// most is how long one input may take. Inputs take milliseconds; the rest is for busy
// machines.
const most = 10 * time.Second

// Limit ends the process unless the returned function is called in time. Fuzzing then
// reports the input, which it does not do for one that is merely slow.
func Limit() (done func()) {
	timer := time.AfterFunc(most, func() { panic(fmt.Sprintf("the input takes more than %s", most)) })
	return func() { timer.Stop() }
}
