package scaler

import "strings"

const rowPrefix = "query."

// sumoRows returns the queries that a trigger numbers: query.A, query.B.
func (j *judge) sumoRows() []string {
	var rows []string
	for _, key := range sortedKeys(j.Metadata) {
		if row, found := strings.CutPrefix(key, rowPrefix); found {
			rows = append(rows, row)
		}
	}
	return rows
}

// sumoQueries mirrors pkg/scalers/sumologic_scaler.go, parseMultiMetricsQueries.
func sumoQueries(j *judge) {
	for _, row := range j.sumoRows() {
		if row == "" || j.Metadata[rowPrefix+row] == "" {
			j.add(Malformed, "metadata."+rowPrefix+row, rowPrefix+row+" has no row or no query", "write a row and a query, such as query.A: QUERY")
		}
	}
}

// sumoOneQuery mirrors Validate of the same file, for logs.
func sumoOneQuery(j *judge) {
	if rows := j.sumoRows(); len(rows) > 0 {
		j.add(Contradictory, "metadata."+rowPrefix+rows[0], rowPrefix+rows[0]+" does not go with queryType logs", "write one query")
	}
}

// sumoMetrics mirrors Validate of the same file, for metrics.
func sumoMetrics(j *judge) {
	rows, result := j.sumoRows(), j.get("resultQueryRowID")
	switch {
	case len(rows) == 0:
		required("query")(j)
	case j.has("query"):
		j.contradiction("query", "does not go with "+rowPrefix+rows[0], "keep one of them")
	case result.State == Absent:
		j.needs(rowPrefix+rows[0], "resultQueryRowID")
	case result.State == Plain && j.Metadata[rowPrefix+result.Text] == "":
		j.malformed("resultQueryRowID", "does not name a query", "write "+oneOf(rows))
	}
	required("quantization")(j)
	positive("quantization")(j)
}
