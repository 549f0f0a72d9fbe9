package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// row is one ratio. A must or an aim of 0 means no limit.
type row struct {
	measure   string
	must, aim float64
	seen      float64
	// absolute shows the sizes behind the ratio; they have no limit.
	absolute string
}

func (r row) verdict() string {
	switch {
	case r.must == 0 && r.aim == 0:
		return ""
	case r.must != 0 && r.seen > r.must:
		return "MISSED"
	case r.aim != 0 && r.seen <= r.aim:
		return "aim"
	}
	return "must"
}

// withoutLimits removes the limits of the rows: they apply to the full sizes only.
func withoutLimits(rows []row) []row {
	for i := range rows {
		rows[i].must, rows[i].aim = 0, 0
	}
	return rows
}

// print writes the table and returns the number of rows that exceed their limit.
func print(w io.Writer, rows []row) (missed int) {
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "measure\tmust\taim\tseen\treached\tmedians")
	for _, r := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%.2f×\t%s\t%s\n",
			r.measure, limit(r.must), limit(r.aim), r.seen, r.verdict(), r.absolute)
		if r.verdict() == "MISSED" {
			missed++
		}
	}
	table.Flush()
	return missed
}

func limit(x float64) string {
	if x == 0 {
		return "-"
	}
	return fmt.Sprintf("≤ %.2f×", x)
}
