package rule

import (
	"strings"
)

// whoGives is what says how long a model may take.
func (p *pass) whoGives() string {
	source := p.Source("coldStart")
	if p.isHandWritten() || source.Field == "" {
		return "the startup probe gives"
	}
	return strings.TrimSuffix(strings.TrimPrefix(source.Field, "metadata.annotations["), "]") + " gives"
}
