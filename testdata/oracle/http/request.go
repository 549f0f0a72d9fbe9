package addon

import (
	"context"
	"io"
	"net/http"
	"time"
)

// Request is a request that a caller waits for.
type Request struct {
	start  time.Time
	done   chan struct{}
	answer Answer
}

// Answer is what the caller gets.
type Answer struct {
	Status int
	// Body is the address of the backend that answered, "service.namespace:port".
	Body string
	// Host is the Host header that the backend received.
	Host string
	// ColdStart reports whether the interceptor held the request.
	ColdStart bool
	After     time.Duration
	Err       error
}

// Send sends a request to the interceptor and does not wait for the answer.
func (c *Cluster) Send(host, path string) *Request { return c.send(c.ctx, host, path) }

// SendFor sends a request as Send does, but the caller gives up after a time.
func (c *Cluster) SendFor(host, path string, patience time.Duration) *Request {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	c.t.Cleanup(cancel)
	return c.send(ctx, host, path)
}

func (c *Cluster) send(ctx context.Context, host, path string) *Request {
	r := &Request{start: time.Now(), done: make(chan struct{})}
	go func() {
		defer close(r.done)
		r.answer = c.ask(ctx, host, path)
		r.answer.After = time.Since(r.start)
	}()
	return r
}

func (c *Cluster) ask(ctx context.Context, host, path string) Answer {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://interceptor"+path, nil)
	if err != nil {
		return Answer{Err: err}
	}
	req.Host = host
	resp, err := c.client.Do(req)
	if err != nil {
		return Answer{Err: err}
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	return Answer{
		Status: resp.StatusCode, Body: string(body), Host: resp.Header.Get("X-Host"),
		ColdStart: resp.Header.Get("X-KEDA-HTTP-Cold-Start") == "true", Err: err,
	}
}

// Answer waits for the answer.
func (r *Request) Answer() Answer {
	<-r.done
	return r.answer
}

// Held reports whether there is no answer yet. Call it when everything is idle.
func (r *Request) Held() bool {
	select {
	case <-r.done:
		return false
	default:
		return true
	}
}
