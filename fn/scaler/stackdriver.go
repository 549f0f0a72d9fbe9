package scaler

var (
	aligners = []string{
		"none", "delta", "rate", "interpolate", "next_older", "min", "max", "mean", "count", "sum", "stddev", "count_true", "count_false", "fraction_true",
		"percentile_99", "percentile_95", "percentile_50", "percentile_05", "percent_change",
	}
	reducers = []string{
		"none", "mean", "min", "max", "sum", "stddev", "count", "count_true", "count_false", "fraction_true", "percentile_99", "percentile_95", "percentile_50",
		"percentile_05",
	}
)

// checkStackdriverAlignment mirrors pkg/scalers/gcp_stackdriver_scaler.go, Validate and
// parseAggregation. Without a period the others are not read.
func checkStackdriverAlignment(c *checker) {
	const period = "alignmentPeriodSeconds"
	switch v, n := c.value(period), c.number(period); {
	case v.State != Plain || n == 0:
	case n < 60:
		c.addMalformed(period, "is less than 60", "use 60 or more")
	default:
		accepts("alignmentAligner", true, aligners...)(c)
		accepts("alignmentReducer", true, reducers...)(c)
	}
}
