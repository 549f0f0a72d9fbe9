package config_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/config"
)

func TestValidateRetries(t *testing.T) {
	const at = "spec.istio.retries"
	testProblems(t, []invalid{
		{"retries", "{istio: {retries: {attempts: 3, backoff: 500ms, perTryTimeout: 1m}}}", "", "", ""},
		{"none", "{istio: {retries: {backoff: 5s}}}", at + ".attempts", "0 is less than 1", "set the number of retries"},
		{"no duration", `{istio: {retries: {attempts: 3, backoff: "5"}}}`, at + ".backoff", `"5" is not a duration of at least 1ms`, "use a duration such as 500ms or 5s"},
		{"a timeout of nothing", "{istio: {retries: {attempts: 3, perTryTimeout: 0s}}}", at + ".perTryTimeout", `"0s" is not a duration of at least 1ms`, "use a duration such as 500ms or 5s"},
	})
}

func TestDefaultOfRetries(t *testing.T) {
	spec, problems := load(t, head+"spec: {istio: {retries: {attempts: 3}}}")
	require.Empty(t, problems)
	assert.Equal(t, &config.IstioRetries{Attempts: 3, RetryOn: "503,connect-failure,refused-stream,unavailable,cancelled"}, spec.Istio.Retries)
}

// The waits are 1, 2, 4 and 8 times the first, and 10 times it from then on.
func TestLongest(t *testing.T) {
	for _, c := range []struct {
		attempts int32
		backoff  string
		want     time.Duration
	}{
		{1, "1s", time.Second},
		{4, "1s", 15 * time.Second},
		{6, "1s", 35 * time.Second},
		{2, "", 75 * time.Millisecond},
		{2, "no duration", 75 * time.Millisecond},
	} {
		assert.Equal(t, c.want, config.IstioRetries{Attempts: c.attempts, Backoff: c.backoff}.Longest())
	}
	assert.NotZero(t, config.IstioRetries{Attempts: 1<<31 - 1, Backoff: "1s"}.Longest(), "however many there are")
}
