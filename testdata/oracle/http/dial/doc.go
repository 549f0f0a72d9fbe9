// Package dial is the HTTP add-on's dialer, which tries again until the backend is there,
// on a network in memory.
package dial
