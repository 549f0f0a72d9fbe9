package rule

import (
	"strings"
)

// coldStartSource returns the source of the cold start time.
func (p *pass) coldStartSource() string {
	source := p.Source("coldStart")
	if p.isHandWritten() || source.Field == "" {
		return "the startup probe"
	}
	return strings.TrimSuffix(strings.TrimPrefix(source.Field, "metadata.annotations["), "]")
}
