package promql

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/promqltest"
	"github.com/prometheus/prometheus/util/teststorage"
)

// Version is the version of Prometheus that evaluates the queries.
const Version = "v0.314.0"

// engine has the settings of a Prometheus server started without flags: it rejects
// experimental features, as most servers would.
var engine = promql.NewEngine(promql.EngineOpts{
	MaxSamples:               50_000_000,
	Timeout:                  2 * time.Minute,
	LookbackDelta:            5 * time.Minute,
	NoStepSubqueryIntervalFn: func(int64) int64 { return time.Minute.Milliseconds() },
	EnableAtModifier:         true,
	EnableNegativeOffset:     true,
	Parser:                   parser.NewParser(parser.Options{}),
})

// Eval evaluates an instant query at a time after the start of the series that load describes,
// in promqltest's syntax ("load 15s", then one series per line).
func Eval(tb testing.TB, load, query string, at time.Duration) (promql.Vector, error) {
	tb.Helper()
	s := Load(tb, load)
	defer s.Close()
	return s.Eval(query, at)
}

// Store holds series for many queries.
type Store struct{ *teststorage.TestStorage }

// Load stores the series that load describes.
func Load(tb testing.TB, load string) Store {
	tb.Helper()
	return Store{promqltest.LoadedStorage(tb, load)}
}

// Eval evaluates an instant query at a time after the start of the series.
func (s Store) Eval(query string, at time.Duration) (promql.Vector, error) {
	q, err := engine.NewInstantQuery(context.Background(), s, nil, query, time.Unix(0, 0).Add(at))
	if err != nil {
		return nil, err
	}
	defer q.Close()
	result := q.Exec(context.Background())
	if result.Err != nil {
		return nil, result.Err
	}
	if v, ok := result.Value.(promql.Vector); ok {
		// The query owns the memory of the samples until it is closed.
		return append(promql.Vector{}, v...), nil
	}
	return nil, fmt.Errorf("a query must give an instant vector, not a %s", result.Value.Type())
}
