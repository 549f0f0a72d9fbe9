// Package hpa tests the result of the policy adopt: the HPA that KEDA would create from the
// ScaledObject must equal the previous HPA in name, target, minimum, maximum, metrics and
// behavior.
//
// Upstream code computes both HPAs, without a cluster:
//
//   - Kubernetes v1.36.3 reads the previous HPA (package kubernetes): strict decoding,
//     conversion, defaults and validation,
//   - KEDA v2.21.0 builds the HPA from the ScaledObject (packages keda and scalers), which
//     Kubernetes then reads in the same way.
//
// Some of that code cannot be imported, so the program in upstream copies it:
//
//   - KEDA's controllers/keda/hpa.go and the scalers for cpu, memory and cron, because the
//     rest of their packages takes 15 minutes to compile,
//   - v2beta1 and v2beta2, types and conversion, from Kubernetes v1.35.4: v1.36 no longer
//     has them, and KEDA does not compile with an older one. The type they convert to,
//     pkg/apis/autoscaling/types.go, is the same in both releases.
//
// The cron scaler also tests schedules: the test queries it minute by minute, with a clock
// that the test sets.
//
// The copies are unchanged, except for the import path of the betas' types. Their names begin
// with upstream_ and Git ignores them, so run
//
//	go run ./upstream
//
// first, as `make oracle` does.
//
// The oracle shares no code with scale-modelhosts.
package hpa
