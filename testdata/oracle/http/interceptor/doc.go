// Package interceptor is the HTTP add-on's interceptor: the chain of handlers that holds
// and forwards requests, and the one that says how many there are. Files called
// upstream_* are the add-on's, copied.
package interceptor
