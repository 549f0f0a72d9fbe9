// Package dial is the HTTP add-on's dialer, which retries until the backend exists, on a
// network in memory.
package dial
