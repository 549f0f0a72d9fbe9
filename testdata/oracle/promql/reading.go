package promql

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"
)

// ErrLost is KEDA's result for no series, if nulls are not ignored.
var ErrLost = errors.New("the result is empty")

// Read returns the number that KEDA's prometheus scaler computes from a query's result
// (pkg/scalers/prometheus_scaler.go, ExecutePromQuery): more than one series is an error; no
// series, NaN and infinity are 0, or errors too.
func Read(tb testing.TB, load string, q Query, at time.Duration) (float64, error) {
	tb.Helper()
	s := Load(tb, load)
	defer s.Close()
	return s.Read(q, at)
}

// Read does the same for stored series.
func (s Store) Read(q Query, at time.Duration) (float64, error) {
	vector, err := s.Eval(q.Query, at)
	if err != nil {
		return 0, err
	}
	if len(vector) > 1 {
		return 0, fmt.Errorf("the query gives %d series: %v", len(vector), vector)
	}
	if len(vector) == 1 && !math.IsNaN(vector[0].F) && !math.IsInf(vector[0].F, 0) {
		return vector[0].F, nil
	}
	if q.IgnoreNullValues {
		return 0, nil
	}
	return 0, fmt.Errorf("%w: %v", ErrLost, vector)
}
