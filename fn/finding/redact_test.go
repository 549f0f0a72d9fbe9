package finding_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

func TestRedactedHidesPasswords(t *testing.T) {
	for text, want := range map[string]string{
		`there is no profile "amqp://u:SECRET@h"`:       `there is no profile "amqp://…@h"`,
		`"http://u:S/E\"C RET@h:80" is none`:            `"http://…@h:80" is none`,
		`"user:SECRET@h:1"`:                             `"…@h:1"`,
		`"https://h/?token=SECRET" is none`:             `"https://h/?…" is none`,
		`"Server=h;Password=SECRET;User=u"`:             `"Server=h;Password=…;User=u"`,
		`one of http://a:80, http://…@b`:                `one of http://a:80, http://…@b`,
		`did you mean gpu?`:                             `did you mean gpu?`,
		`write 15s, 5m or http://prometheus:9090`:       `write 15s, 5m or http://prometheus:9090`,
		`sum(rate(x{pod=~"(?:a|b)-.*", ns="m"}[2m:1m])`: `sum(rate(x{pod=~"(?:a|b)-.*", ns="m"}[2m:1m])`,
		`Mon-Fri 08:00-20:00 Europe/Berlin: 3`:          `Mon-Fri 08:00-20:00 Europe/Berlin: 3`,
	} {
		assert.Equal(t, want, finding.Redacted(text))
	}
}
