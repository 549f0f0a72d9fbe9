// Package addon judges what becomes of requests and of scaling once a rendered package is
// on a cluster with KEDA's HTTP add-on v0.15.0. The add-on's own code runs, in process:
//
//   - the interceptor: routing table, ready endpoints, and the chain of handlers that
//     counts, holds and forwards requests (package interceptor),
//   - the external scaler that KEDA asks (package scaler),
//   - the operator's reconciler, in the tests.
//
// They read the package's InterceptorRoutes, HTTPScaledObjects, Services and ScaledObjects,
// decoded strictly into their Go types. The cluster is simulated: the tests say when pods
// start and are ready, the network is in memory (package network), and the backends answer
// with their name. So it all runs on the clock of testing/synctest, where a cold start of
// ten minutes takes no time.
//
// What the add-on keeps in its programs is copied, so that
//
//	go run ./upstream
//
// comes before anything else, as `make oracle` does it.
//
// It is an oracle for tests of scale-modelhosts: it shares no code with it.
package addon
