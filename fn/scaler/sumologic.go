package scaler

import (
	"maps"
	"slices"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/suggest"
)

const rowPrefix = "query."

// sumoRows returns the queries that a trigger numbers: query.A, query.B.
func (c *checker) sumoRows() []string {
	var rows []string
	for _, key := range slices.Sorted(maps.Keys(c.Metadata)) {
		if row, found := strings.CutPrefix(key, rowPrefix); found {
			rows = append(rows, row)
		}
	}
	return rows
}

// checkSumoQueries mirrors pkg/scalers/sumologic_scaler.go, parseMultiMetricsQueries.
func checkSumoQueries(c *checker) {
	for _, row := range c.sumoRows() {
		if row == "" || c.Metadata[rowPrefix+row] == "" {
			c.add(Malformed, "metadata."+rowPrefix+row, rowPrefix+row+" has no row or no query", "set a row and a query, such as query.A: QUERY")
		}
	}
}

// checkSumoLogs mirrors Validate of the same file, for logs.
func checkSumoLogs(c *checker) {
	if rows := c.sumoRows(); len(rows) > 0 {
		c.add(Contradictory, "metadata."+rowPrefix+rows[0], rowPrefix+rows[0]+" cannot be combined with queryType logs", "keep one query")
	}
}

// checkSumoMetrics mirrors Validate of the same file, for metrics.
func checkSumoMetrics(c *checker) {
	rows, result := c.sumoRows(), c.value("resultQueryRowID")
	switch {
	case len(rows) == 0:
		required("query")(c)
	case c.has("query"):
		c.addContradiction("query", "cannot be combined with "+rowPrefix+rows[0], "keep one of them")
	case result.State == Absent:
		c.require(rowPrefix+rows[0], "resultQueryRowID")
	case result.State == Plain && c.Metadata[rowPrefix+result.Text] == "":
		c.addMalformed("resultQueryRowID", "does not name a query", "use "+suggest.Alternatives(rows))
	}
	required("quantization")(c)
	positive("quantization")(c)
}
