package rule

import "modelhost.dev/scale-modelhosts/fn/plan"

// coldStartSource returns the source of the cold start time.
func (p *pass) coldStartSource() string {
	switch source := p.Source("coldStart"); {
	case p.isHandWritten() || source.Field == "":
		return "the startup probe"
	case source.Layer == plan.LayerAnnotation:
		return p.annotation("cold-start")
	default:
		return source.Field
	}
}
