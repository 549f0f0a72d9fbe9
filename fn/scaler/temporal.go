package scaler

import "modelhost.dev/scale-modelhosts/fn/lazyregexp"

// temporalNames is what pkg/scalers/temporal_scaler.go accepts in a query for workflows.
var temporalNames = lazyregexp.New(`^[a-zA-Z0-9\-_./:]+$`)

// temporalCount mirrors Validate of the same file.
func temporalCount(j *judge) {
	const count = "includeRunningWorkflowCount"
	whereOff(count, func(j *judge) {
		if j.has("workflowTaskQueueForCount") {
			j.contradiction("workflowTaskQueueForCount", "does nothing without "+count, "write "+count+": \"true\", or remove it")
		}
	})(j)
	whereOn(count, func(j *judge) {
		for _, name := range []string{"taskQueue", "workflowTaskQueueForCount", "workerDeploymentName", "workerDeploymentBuildId"} {
			if v := j.get(name); v.State == Plain && !temporalNames.MatchString(v.Text) {
				j.malformed(name, "has characters that a query cannot have", "use only letters, digits and -_./:")
			}
		}
	})(j)
}
