// Package keda checks a rendered package as a cluster with KEDA 2.21.0 would, with KEDA's and
// Kubernetes' own code and without a cluster:
//
//   - objects decode strictly into KEDA's Go types (Decode),
//   - their metadata passes the API server's rules (Metadata),
//   - they pass their CRD: no field is pruned, the structural schema and its CEL
//     rules hold (Schema),
//   - they pass KEDA's admission webhook, in front of a cluster that contains the
//     rest of the package (Webhook).
//
// The oracle shares no code with scale-modelhosts.
package keda
