package fn

import (
	"modelhost.dev/scale-modelhosts/fn/check"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/krm"
)

// Function makes the function's methods available to packages that cannot import this one.
type Function struct{}

// Run calls [Run].
func (Function) Run(in krm.Input) krm.Outcome { return Run(in) }

// Check calls [Check].
func (Function) Check(in krm.Input) check.Result { return Check(in) }

// Lint calls [Lint].
func (Function) Lint(in krm.Input) finding.List { return Lint(in) }

// Namespace calls [Namespace].
func (Function) Namespace(in krm.Input) string { return Namespace(in) }
