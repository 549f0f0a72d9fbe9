package measure

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCPUIsTheTimeOnProcessors(t *testing.T) {
	busy, err := Process{Name: "busy", Args: []string{"sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"}}.Run()
	require.NoError(t, err)
	idle, err := Process{Name: "idle", Args: []string{"sleep", "0.2"}}.Run()
	require.NoError(t, err)
	assert.Greater(t, busy.CPU, idle.CPU)
	assert.Less(t, idle.CPU, idle.Wall)
}

func TestFindingsAreNoFailure(t *testing.T) {
	_, err := Process{Name: "finds", Args: []string{"sh", "-c", "exit 1"}, Finds: true}.Run()
	assert.NoError(t, err)
	_, err = Process{Name: "breaks", Args: []string{"sh", "-c", "exit 2"}, Finds: true}.Run()
	assert.ErrorContains(t, err, "exit status 2")
}

func TestLeastIsTheLeast(t *testing.T) {
	s := Series{{CPU: 3 * time.Second}, {CPU: time.Second}, {CPU: 2 * time.Second}}
	assert.InDelta(t, 1.0, s.Least(CPU), 1e-9)
}
