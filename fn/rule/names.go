package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

// maxLabelLength is Kubernetes' limit for the values of labels, as that of the key.
const maxLabelLength = 63

func nameLength(s *pass) {
	hpaName := s.hpaConfig().Name
	most := keda.MaxNameLengthWithoutHPAName
	if hpaName != "" {
		most = keda.MaxNameLength
	}
	if len(s.Name) > most {
		s.report("metadata.name", fmt.Sprintf("the ScaledObject's name %s has %d characters; the most is %d", s.Name, len(s.Name), most),
			s.shorten(most))
	} else if h, ok := s.ForHost(); ok && len(h.Host.Key) > maxLabelLength {
		key := h.Host.Key
		s.report("metadata.labels", fmt.Sprintf("the key %s has %d characters; a label holds at most %d", key, len(key), maxLabelLength),
			"give it a shorter one with "+s.annotation("key"))
	}
	if len(hpaName) > keda.MaxNameLength {
		s.report(hpaNamePath, fmt.Sprintf("%s has %d characters; the most is %d", hpaName, len(hpaName), keda.MaxNameLength), "shorten it")
	}
}

func (s *pass) shorten(most int) string {
	over := len(s.Name) - most
	hint := s.hintFor(fmt.Sprintf("shorten the Deployment's name or spec.naming.scaledObject by %d", over), fmt.Sprintf("shorten it by %d", over))
	if h, ok := s.ForHost(); ok && h.Host.ScaledObject == s.Workload.Name {
		hint = fmt.Sprintf("shorten the %s's name by %d, or give it a key with %s", s.Workload.Kind, over, s.annotation("key"))
	}
	if len(s.Name) <= keda.MaxNameLength {
		hint += s.hintFor(fmt.Sprintf(", or name the HPA: %s with {advanced: {horizontalPodAutoscalerConfig: {name: …}}}", s.annotation("scaled-object")),
			", or name the HPA in "+hpaNamePath)
	}
	return hint
}

var dnsName = lazyregexp.New(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

func hpaName(s *pass) {
	if name := s.hpaConfig().Name; name != "" && !dnsName.MatchString(name) {
		s.report(hpaNamePath, fmt.Sprintf("%q is no name of a Kubernetes object", name), "use lower-case letters, digits and dashes")
	}
}
