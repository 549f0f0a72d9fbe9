package drawn

import (
	"fmt"
	"time"
)

// most is how long one input may take. Inputs take milliseconds; the rest is for busy
// machines.
const most = 10 * time.Second

// Limit ends the process when the returned function is not called in time. Fuzzing
// reports the input then, which it does not for one that is merely slow.
func Limit() (done func()) {
	timer := time.AfterFunc(most, func() { panic(fmt.Sprintf("the input takes more than %s", most)) })
	return func() { timer.Stop() }
}
