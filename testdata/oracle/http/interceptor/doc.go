// Package interceptor is the HTTP add-on's interceptor: the chain of handlers that holds and
// forwards requests, and the one that reports their number. Files named upstream_* are copies
// of the add-on's.
package interceptor
