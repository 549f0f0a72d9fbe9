// Command ratios prints the cost of scale-modelhosts relative to its peers. It exits 1 if a
// ratio exceeds its limit, and 2 if it cannot measure.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	smoke := flag.Bool("smoke", false, "a tenth of the items and few rounds; prints the table without limits")
	rounds := flag.Int("rounds", 7, "rounds of the long runs; the short ones get five times as many")
	flag.Parse()

	scale := full
	scale.rounds = *rounds
	if *smoke {
		scale = quick
	}
	rows, err := all(scale)
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(2)
	}
	if *smoke {
		rows = withoutLimits(rows)
	}
	missed := print(os.Stdout, rows)
	if missed > 0 {
		fmt.Fprintf(os.Stderr, "%d of the ratios that must hold do not\n", missed)
		os.Exit(1)
	}
}
