package rule

import (
	"strings"
)

// whoGives names the source of the cold start time.
func (p *pass) whoGives() string {
	source := p.Source("coldStart")
	if p.isHandWritten() || source.Field == "" {
		return "the startup probe gives"
	}
	return strings.TrimSuffix(strings.TrimPrefix(source.Field, "metadata.annotations["), "]") + " gives"
}
