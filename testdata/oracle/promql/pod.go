package promql

// Pods returns the names of two pods of a workload, as Kubernetes generates them: the part
// before the last five characters is cut to 58 (k8s.io/apiserver/pkg/storage/names,
// SimpleNameGenerator).
func Pods(kind, workload string) [2]string {
	if kind == "StatefulSet" {
		return [2]string{workload + "-0", workload + "-11"}
	}
	base := workload + "-7d4b9c6f5d-"
	base = base[:min(len(base), 58)]
	return [2]string{base + "abcde", base + "x2z4k"}
}

// longest is the length of the longest name of a workload whose pods can be distinguished from
// those of a neighbor with the suffix "-2".
const longest = 58 - len("-2-7d4b9c6f5d-")
