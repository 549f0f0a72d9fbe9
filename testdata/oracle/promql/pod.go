package promql

// Pods are the names of two pods of a workload, as Kubernetes makes them: what
// stands before the last five characters is cut after 58
// (k8s.io/apiserver/pkg/storage/names, SimpleNameGenerator).
func Pods(kind, workload string) [2]string {
	if kind == "StatefulSet" {
		return [2]string{workload + "-0", workload + "-11"}
	}
	base := workload + "-7d4b9c6f5d-"
	base = base[:min(len(base), 58)]
	return [2]string{base + "abcde", base + "x2z4k"}
}

// longest is the longest name of a workload whose pods can be told from those of
// a neighbour called the same and "-2".
const longest = 58 - len("-2-7d4b9c6f5d-")
