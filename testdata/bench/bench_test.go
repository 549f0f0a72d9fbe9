package bench

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/testdata/bench/measure"
	"modelhost.dev/scale-modelhosts/testdata/bench/peers"
	"modelhost.dev/scale-modelhosts/testdata/bench/synthetic"
)

// BenchmarkFunction runs the function and the identity function as processes.
func BenchmarkFunction(b *testing.B) {
	programs := build(b)
	for _, n := range []int{1, 40, 1000, 4000} {
		input := filepath.Join(b.TempDir(), "items.yaml")
		require.NoError(b, synthetic.ResourceList(input, n))
		for _, p := range []measure.Process{
			{Name: "scale-modelhosts", Args: []string{programs.Product}, Stdin: input},
			{Name: "identity", Args: []string{programs.Identity}, Stdin: input},
		} {
			b.Run(fmt.Sprintf("items=%d/program=%s", n, p.Name), func(b *testing.B) { loop(b, p) })
		}
	}
}

// BenchmarkRender renders a package of 1,000 resources in three ways.
func BenchmarkRender(b *testing.B) {
	programs := build(b)
	with, without := b.TempDir(), b.TempDir()
	require.NoError(b, synthetic.Kustomization(with, 1000, true))
	require.NoError(b, synthetic.Kustomization(without, 1000, false))
	for _, p := range []measure.Process{
		{Name: "render", Args: []string{programs.Product, "render", with}},
		{Name: "plain", Args: []string{programs.Plain, without}},
		{Name: "exec", Path: programs.Dir, Args: []string{
			programs.Kustomize, "build", "--enable-alpha-plugins", "--enable-exec", with,
		}},
	} {
		b.Run("program="+p.Name, func(b *testing.B) { loop(b, p) })
	}
}

func build(b *testing.B) peers.Peers {
	b.Helper()
	programs, err := peers.Build()
	require.NoError(b, err)
	return programs
}

// loop runs the process b.N times and reports its median peak memory as well.
func loop(b *testing.B, p measure.Process) {
	var series measure.Series
	for b.Loop() {
		cost, err := p.Run()
		require.NoError(b, err)
		series = append(series, cost)
	}
	b.ReportMetric(series.Median(measure.Peak)/1e6, "peak-MB")
}
