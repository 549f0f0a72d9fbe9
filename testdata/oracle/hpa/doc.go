// Package hpa judges what becomes of an HPA under the policy adopt: the HPA that KEDA
// would create from the ScaledObject has to be the HPA that was there before, in name,
// target, minimum, maximum, metrics and behavior.
//
// Both are made with the code of others, and without a cluster:
//
//   - Kubernetes v1.36.3 reads the HPA that was there (package kubernetes): strict
//     decoding, conversion, defaults and validation,
//   - KEDA v2.21.0 makes the HPA of the ScaledObject (packages keda and scalers), which
//     Kubernetes then reads in the same way.
//
// Some of that code cannot be imported, so that the program in upstream copies it:
//
//   - KEDA's controllers/keda/hpa.go and the scalers of cpu, memory and cron, because the
//     rest of their packages takes a quarter of an hour to compile,
//   - v2beta1 and v2beta2, types and conversion, from Kubernetes v1.35.4: v1.36 has
//     neither any more, and KEDA does not compile with an older one. The type they
//     convert to, pkg/apis/autoscaling/types.go, is the same in both releases.
//
// The scaler of cron judges schedules beside that: it is asked minute by minute, by a
// clock that the test sets.
//
// The copies are as they were, but for the import path of the betas' types. They are
// called upstream_*; Git ignores them, so that
//
//	go run ./upstream
//
// comes before anything else, as `make oracle` does it.
//
// It is an oracle for tests of scale-modelhosts: it shares no code with it.
package hpa
