// Package addon simulates requests and scaling for a rendered package on a cluster with KEDA's
// HTTP add-on v0.15.0. The add-on's own code runs, in process:
//
//   - the interceptor: routing table, ready endpoints, and the chain of handlers that
//     counts, holds and forwards requests (package interceptor),
//   - the external scaler that KEDA queries (package scaler),
//   - the operator's reconciler, in the tests.
//
// They read the package's InterceptorRoutes, HTTPScaledObjects, Services and ScaledObjects,
// decoded strictly into their Go types. The cluster is simulated: the tests set when pods
// start and become ready, the network is in memory (package network), and the backends answer
// with their name. So it all runs on the clock of testing/synctest, where a cold start of ten
// minutes takes no time.
//
// Code from the add-on's main packages is copied, so run
//
//	go run ./upstream
//
// first, as `make oracle` does.
//
// The oracle shares no code with scale-modelhosts.
package addon
