package redact_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/redact"
)

func TestTextHidesPasswords(t *testing.T) {
	for text, want := range map[string]string{
		`there is no profile "amqp://u:SECRET@h"`:       `there is no profile "amqp://***@h"`,
		`"http://u:S/E\"C RET@h:80" is none`:            `"http://***@h:80" is none`,
		`"user:SECRET@h:1"`:                             `"***@h:1"`,
		`"https://h/?token=SECRET" is none`:             `"https://h/?***" is none`,
		`"Server=h;Password=SECRET;User=u"`:             `"Server=h;Password=***;User=u"`,
		`one of http://a:80, http://***@b`:              `one of http://a:80, http://***@b`,
		`did you mean gpu?`:                             `did you mean gpu?`,
		`write 15s, 5m or http://prometheus:9090`:       `write 15s, 5m or http://prometheus:9090`,
		`sum(rate(x{pod=~"(?:a|b)-.*", ns="m"}[2m:1m])`: `sum(rate(x{pod=~"(?:a|b)-.*", ns="m"}[2m:1m])`,
		`Mon-Fri 08:00-20:00 Europe/Berlin: 3`:          `Mon-Fri 08:00-20:00 Europe/Berlin: 3`,
	} {
		assert.Equal(t, want, redact.Text(text))
	}
}

func TestAddressKeepsNeitherUserNorQuery(t *testing.T) {
	for address, want := range map[string]string{
		"http://h:80/p":                "http://h:80/p",
		"http://u:S@h":                 "http://***@h",
		"http://u:S?E@C/R@h/p":         "http://***@h/p",
		"u:SECRET@h":                   "***@h",
		"SECRET@h":                     "***@h",
		"git@github.com:example/m.git": "git@github.com:example/m.git",
		"ssh://git@github.com/e/m":     "ssh://***@github.com/e/m",
		"https://h/a?ref=v1&token=S":   "https://h/a?ref=v1&token=***",
		"https://h/a?%zz":              "https://h/a?***",
		"h?token=SECRET":               "h?token=***",
	} {
		assert.Equal(t, want, redact.Address(address), address)
	}
}

func TestLastPartKeepsNothingElse(t *testing.T) {
	for address, want := range map[string]string{
		"":                             "",
		"queue":                        "queue",
		"https://h/1/queue":            "queue",
		"https://h/1/queue/":           "queue",
		"http://u:S/E@C@h/queue":       "queue",
		"http://u:SECRET@h":            "h",
		"https://h/queue?token=SECRET": "queue",
		"http://u:SECRET?X@h/queue":    "***",
	} {
		assert.Equal(t, want, redact.LastPart(address), address)
	}
}

func TestYAMLErrorQuotesNoAlias(t *testing.T) {
	assert.Equal(t, "yaml: unknown anchor; quote a string that begins with *", redact.YAMLError(errors.New("yaml: unknown anchor 'SECRET' referenced")))
	assert.Equal(t, "yaml: line 2: did not find expected key", redact.YAMLError(errors.New("yaml: line 2: did not find expected key")))
}
