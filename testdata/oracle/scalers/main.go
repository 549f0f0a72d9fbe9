package main

import (
	"flag"
	"log"
	"os"

	"github.com/kedacore/keda/v2/pkg/scalers"
)

func main() {
	log.SetFlags(0)
	module := flag.String("module", "", "the folder of KEDA's module")
	version := flag.String("version", "", "its version")
	table := flag.String("table", "", "where the table goes")
	cases := flag.String("cases", "", "the file of this project's own triggers")
	verdicts := flag.String("verdicts", "", "where the verdicts go")
	folder := flag.String("examples", "", "the folder of this project's examples")
	outputs := flag.String("outputs", "", "where the verdicts on their outputs go")
	flag.Parse()
	source, err := tableSource(*version, scalers.Readers())
	exitOn(err)
	exitOn(os.WriteFile(*table, source, 0o644))
	examples, err := examplesOf(*module)
	exitOn(err)
	own, err := casesIn(*cases)
	exitOn(err)
	examples = append(examples, own...)
	text, err := recordOf(*version, examples, scalers.Readers())
	exitOn(err)
	exitOn(os.WriteFile(*verdicts, text, 0o644))
	examples, err = outputsOf(*folder)
	exitOn(err)
	text, err = verdictsOf(*version, examples, scalers.Readers())
	exitOn(err)
	exitOn(os.WriteFile(*outputs, text, 0o644))
}

func exitOn(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
