package keda_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	oracle "modelhost.dev/scale-modelhosts/testdata/oracle/keda"
)

// BenchmarkCheck checks one small package: property tests check thousands.
func BenchmarkCheck(b *testing.B) {
	manifests := stream(deployment, scaledObject("  minReplicaCount: 1", cpu+prometheus), authentication("secretTargetRef: [{parameter: p, name: s, key: k}]"))
	require.Empty(b, oracle.Check(manifests))
	for b.Loop() {
		oracle.Check(manifests)
	}
}

// BenchmarkCheckRejected checks a package that the webhook rejects, and so is called often.
func BenchmarkCheckRejected(b *testing.B) {
	manifests := stream(deployment, hpa("old", ""), scaledObject("  minReplicaCount: 1", cpu))
	require.Len(b, oracle.Check(manifests), 1)
	for b.Loop() {
		oracle.Check(manifests)
	}
}
