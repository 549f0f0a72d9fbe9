// Package network is a network in memory, so that the add-on's code runs without a real one
// and on the clock of testing/synctest. It has the names that the code uses from the packages
// net and net/http.
package network

import (
	"context"
	"fmt"
	"net"
	"sync"
	"syscall"
	"time"
)

// Network connects dialers with listeners by address.
type Network struct {
	mu        sync.Mutex
	listening map[string]*listener
	conns     map[string][]net.Conn
}

// New returns a network without listeners.
func New() *Network {
	return &Network{listening: map[string]*listener{}, conns: map[string][]net.Conn{}}
}

type key struct{}

// With returns the context of a program that runs on the network.
func With(ctx context.Context, n *Network) context.Context {
	return context.WithValue(ctx, key{}, n)
}

// Listen accepts connections to an address, "host:port".
func (n *Network) Listen(address string) net.Listener {
	n.mu.Lock()
	defer n.mu.Unlock()
	l := &listener{address: address, arriving: make(chan net.Conn), closed: make(chan struct{})}
	n.listening[address] = l
	return l
}

// Stop rejects connections to an address from now on and breaks existing ones.
func (n *Network) Stop(address string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if l := n.listening[address]; l != nil {
		_ = l.Close()
	}
	for _, c := range n.conns[address] {
		_ = c.Close()
	}
	delete(n.listening, address)
	delete(n.conns, address)
}

// Close stops all addresses.
func (n *Network) Close() {
	n.mu.Lock()
	var addresses []string
	for address := range n.listening {
		addresses = append(addresses, address)
	}
	n.mu.Unlock()
	for _, address := range addresses {
		n.Stop(address)
	}
}

// Dial connects to an address.
func (n *Network) Dial(ctx context.Context, address string) (net.Conn, error) {
	n.mu.Lock()
	l := n.listening[address]
	n.mu.Unlock()
	if l == nil {
		return nil, refused(address)
	}
	client, server := net.Pipe()
	select {
	case l.arriving <- server:
		n.mu.Lock()
		defer n.mu.Unlock()
		n.conns[address] = append(n.conns[address], client, server)
		return client, nil
	case <-l.closed:
		return nil, refused(address)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func refused(address string) error {
	return &net.OpError{Op: "dial", Net: "tcp", Err: fmt.Errorf("%s: %w", address, syscall.ECONNREFUSED)}
}

// Dialer replaces net.Dialer; it uses the network of the context.
type Dialer struct{ Timeout time.Duration }

// Conn is net.Conn.
type Conn = net.Conn

// DialContext connects to an address.
func (d *Dialer) DialContext(ctx context.Context, _, address string) (Conn, error) {
	n, _ := ctx.Value(key{}).(*Network)
	if n == nil {
		return nil, fmt.Errorf("dial %s: the context has no network", address)
	}
	return n.Dial(ctx, address)
}

type listener struct {
	address  string
	arriving chan net.Conn
	once     sync.Once
	closed   chan struct{}
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.arriving:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *listener) Addr() net.Addr { return address(l.address) }

type address string

func (address) Network() string  { return "tcp" }
func (a address) String() string { return string(a) }
