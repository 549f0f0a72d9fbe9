package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/pattern"
)

func nameLength(s *subject) {
	hpaName := s.hpaConfig().Name
	most := keda.MaxNameLengthWithoutHPAName
	if hpaName != "" {
		most = keda.MaxNameLength
	}
	if len(s.Name) > most {
		s.find("metadata.name", fmt.Sprintf("the ScaledObject's name %s has %d characters; the most is %d", s.Name, len(s.Name), most),
			s.shorten(most))
	}
	if len(hpaName) > keda.MaxNameLength {
		s.find(hpaNamePath, fmt.Sprintf("%s has %d characters; the most is %d", hpaName, len(hpaName), keda.MaxNameLength), "shorten it")
	}
}

func (s *subject) shorten(most int) string {
	over := len(s.Name) - most
	hint := s.ways(fmt.Sprintf("shorten the Deployment's name or spec.naming.scaledObject by %d", over), fmt.Sprintf("shorten it by %d", over))
	if len(s.Name) <= keda.MaxNameLength {
		hint += s.ways(fmt.Sprintf(", or name the HPA: %s with {advanced: {horizontalPodAutoscalerConfig: {name: …}}}", s.annotation("scaled-object")),
			", or name the HPA in "+hpaNamePath)
	}
	return hint
}

var dnsName = pattern.New(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

func hpaName(s *subject) {
	if name := s.hpaConfig().Name; name != "" && !dnsName.MatchString(name) {
		s.find(hpaNamePath, fmt.Sprintf("%q is no name of a Kubernetes object", name), "use lower-case letters, digits and dashes")
	}
}
