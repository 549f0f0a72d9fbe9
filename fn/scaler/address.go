package scaler

import (
	"net"
	"slices"
	"strings"
)

// form is the form of address that a scaler's client accepts.
type form int

const (
	// dialled is host:port without a scheme, as for net.Dial.
	dialled form = iota
	// hostOnly is a host without scheme and port, which other parameters contain.
	hostOnly
	// hostPort is a host, with or without a port, to which the scaler adds the scheme.
	hostPort
	// grpcTarget is an address for gRPC, which does not support the schemes of HTTP.
	grpcTarget
	// webURL begins with http:// or https://.
	webURL
	// amqpURL begins with amqp:// or amqps://, and contains no spaces.
	amqpURL
	// mongoURL begins with mongodb:// or mongodb+srv://.
	mongoURL
	// postgres is a URL of PostgreSQL, or keywords with values.
	postgres
	// mySQL is user:password@tcp(host:port)/database.
	mySQL
)

// address is a parameter with the address of a scaler's server.
type address struct {
	name string
	form form
}

// checkAddresses checks the addresses of a trigger against the form that its client accepts. Of
// several, one valid address is enough: its server knows the others, or replaces them.
func (c *checker) checkAddresses() {
	for _, a := range c.facts.addresses {
		c.checkAddress(a)
	}
}

// checkAddress checks one address against the form that the client accepts.
func (c *checker) checkAddress(a address) {
	v := c.value(a.name)
	if v.State != Plain || c.hasProblem("metadata."+c.nameUsedFor(a.name)) {
		return
	}
	texts := list(v.Text)
	if a.form.isOne() {
		texts = []string{v.Text}
	}
	why, hint := "", ""
	for _, text := range texts {
		if why, hint = a.form.problem(strings.TrimSpace(text)); why == "" {
			break
		}
	}
	if why != "" {
		c.addUnreachable(c.nameUsedFor(a.name), why, hint)
	}
}

// isOne reports whether a comma is part of the address, and not a separator.
func (f form) isOne() bool { return f >= amqpURL }

// nameUsedFor returns the name by which the trigger sets a parameter.
func (c *checker) nameUsedFor(name string) string {
	for _, p := range c.scaler.ParametersNamed(name) {
		return c.nameUsed(p)
	}
	return name
}

// problem returns why a client rejects an address, "" if it does not.
func (f form) problem(text string) (why, hint string) {
	scheme, _, hasScheme := strings.Cut(text, "://")
	web := strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
	host, port, err := net.SplitHostPort(text)
	if f.isOne() {
		return f.connectionStringProblem(text, strings.ToLower(scheme), hasScheme)
	}
	switch {
	case f == webURL && !hasScheme:
		return "has no scheme", "start it with http:// or https://"
	case f == webURL && !web:
		return "has a scheme other than http and https", "start it with http:// or https://"
	case f == webURL:
	case f == grpcTarget && hasScheme && (web || strings.EqualFold(scheme, "tcp") || strings.HasPrefix(scheme, "grpc")):
		return "has a scheme, which gRPC does not accept", "use host:port"
	case f == grpcTarget:
	case hasScheme && f == hostPort:
		return "has a scheme, but KEDA adds http:// itself", "use host:port"
	case hasScheme && f == hostOnly:
		return "has a scheme, which the client reads as part of the name", "set only the host here, and the port in its own parameter"
	case hasScheme:
		return "has a scheme, but the client dials it as host:port", "use host:port"
	case f == dialled && (err != nil || port == ""):
		return "has no port", "use host:port, such as queue.models:6379"
	case f == hostOnly && err == nil && isDigits(port) && host != "" && !strings.Contains(host, ":"):
		return "has a port, but the client adds another", "set only the host here, and the port in its own parameter"
	}
	return "", ""
}

// connectionStringProblem returns what is wrong with a connection string, as problem does. A
// password in it may contain any character.
func (f form) connectionStringProblem(text, scheme string, hasScheme bool) (why, hint string) {
	isWord := hasScheme && strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz0123456789+") == ""
	isOf := func(schemes ...string) bool { return hasScheme && slices.Contains(schemes, scheme) }
	switch {
	case f == amqpURL && !isOf("amqp", "amqps"):
		return "begins with neither amqp:// nor amqps://", "start it with one of these, or set protocol: http for the management API"
	case f == amqpURL && strings.Contains(text, " "):
		return "has a space, which the client rejects", "remove it"
	case f == mongoURL && !isOf("mongodb", "mongodb+srv"):
		return "does not begin with mongodb:// or mongodb+srv://", "start it with one of these"
	case f == postgres && isWord && !isOf("postgres", "postgresql"):
		return "has a scheme that PostgreSQL's driver does not know", "start it with postgresql://"
	case f == postgres && !hasScheme && !strings.Contains(text, "="):
		return "is neither a URL nor keyword=value pairs", "start it with postgresql://"
	case f == mySQL && isOf("mysql") && !strings.Contains(text, "("):
		return "has a scheme, which MySQL's driver does not know", "put the server in parentheses, such as tcp(mysql.models:3306)/tasks"
	}
	return "", ""
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
