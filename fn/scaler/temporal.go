package scaler

import "modelhost.dev/scale-modelhosts/fn/lazyregexp"

// temporalNames is what pkg/scalers/temporal_scaler.go accepts in a query for workflows.
var temporalNames = lazyregexp.New(`^[a-zA-Z0-9\-_./:]+$`)

// checkTemporalCount mirrors Validate of the same file.
func checkTemporalCount(c *checker) {
	const count = "includeRunningWorkflowCount"
	ifFalse(count, func(c *checker) {
		if c.has("workflowTaskQueueForCount") {
			c.addContradiction("workflowTaskQueueForCount", "has no effect without "+count, "use "+count+": \"true\", or remove it")
		}
	})(c)
	ifTrue(count, func(c *checker) {
		for _, name := range []string{"taskQueue", "workflowTaskQueueForCount", "workerDeploymentName", "workerDeploymentBuildId"} {
			if v := c.value(name); v.State == Plain && !temporalNames.MatchString(v.Text) {
				c.addMalformed(name, "has characters that a query cannot contain", "use only letters, digits and -_./:")
			}
		}
	})(c)
}
