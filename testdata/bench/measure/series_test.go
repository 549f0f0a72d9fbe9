package measure

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRatioIsTheMedianOfTheRoundsRatios(t *testing.T) {
	of := Series{{Wall: 2 * time.Second}, {Wall: 90 * time.Second}, {Wall: 4 * time.Second}}
	to := Series{{Wall: 1 * time.Second}, {Wall: 30 * time.Second}, {Wall: 8 * time.Second}}
	assert.InDelta(t, 2.0, Ratio(of, to, Wall), 1e-9)
}

func TestMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo(t *testing.T) {
	assert.InDelta(t, 2.5, median([]float64{4, 1, 2, 3}), 1e-9)
	assert.Zero(t, median(nil))
}

func TestTakeTurnsLeavesOutTheFirstRound(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	say := func(name string) Process {
		return Process{Name: name, Args: []string{"sh", "-c", "printf " + name + " >> " + log}}
	}
	all, err := TakeTurns(2, say("a"), say("b"))
	require.NoError(t, err)
	assert.Len(t, all[0], 2)
	assert.Len(t, all[1], 2)
	order, err := os.ReadFile(log)
	require.NoError(t, err)
	assert.Equal(t, "baabba", string(order))
}

func TestAFailedProcessIsAnError(t *testing.T) {
	_, err := Process{Name: "broken", Args: []string{"sh", "-c", "echo why >&2; exit 3"}}.Run()
	assert.ErrorContains(t, err, "broken: exit status 3\nwhy")
}

func TestPeakSeesWhatAProcessHolds(t *testing.T) {
	cost, err := Process{Name: "dd", Args: []string{"dd", "if=/dev/zero", "of=/dev/null", "bs=64M", "count=1"}}.Run()
	require.NoError(t, err)
	assert.Greater(t, cost.Peak, int64(60<<20))
}

func TestKindsCountsObjectsNotReferences(t *testing.T) {
	stream := "kind: A\nspec:\n    kind: No\n---\nkind: B\n"
	list := "kind: ResourceList\nitems:\n- kind: A\n- apiVersion: v1\n  kind: A\n  spec:\n    ref:\n      kind: No\n"
	for text, want := range map[string]map[string]int{
		stream: {"A": 1, "B": 1},
		list:   {"ResourceList": 1, "A": 2},
	} {
		file := filepath.Join(t.TempDir(), "in.yaml")
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
		got, err := Process{Name: "cat", Args: []string{"cat"}, Stdin: file}.Kinds()
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}
