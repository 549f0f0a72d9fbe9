package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var nameLength = &Rule{
	ID:          "name-length",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans,
	ReadsSpec:   []string{"metadata.name"},
	Summary:     "a ScaledObject or HPA name that is too long",
	Consequence: "KEDA uses one as a label and the other as the HPA's name, both limited to 63 characters",
	Run:         checkNameLength,
}

// maxLabelLength is Kubernetes' limit for label values. The key is one.
const maxLabelLength = 63

func checkNameLength(p *pass) {
	hpaName := p.hpaConfig().Name
	most := keda.MaxNameLengthWithoutHPAName
	if hpaName != "" {
		most = keda.MaxNameLength
	}
	if len(p.Name) > most {
		p.report("metadata.name", fmt.Sprintf("the ScaledObject's name %s has %d characters; the limit is %d", p.Name, len(p.Name), most),
			p.shortenHint(most))
	} else if h, ok := p.ForHost(); ok && len(h.Host.Key) > maxLabelLength {
		key := h.Host.Key
		p.report("metadata.labels", fmt.Sprintf("the key %s has %d characters; a label value may have %d", key, len(key), maxLabelLength),
			"set a shorter one with "+p.annotation("key"))
	}
	if len(hpaName) > keda.MaxNameLength {
		p.report(hpaNamePath, fmt.Sprintf("%s has %d characters; the limit is %d", hpaName, len(hpaName), keda.MaxNameLength), "shorten it")
	}
}

// shortenHint returns the fix for a ScaledObject's name that is too long.
func (p *pass) shortenHint(most int) string {
	over := len(p.Name) - most
	hint := p.hintFor(fmt.Sprintf("shorten the Deployment's name or spec.naming.scaledObject by %d", over), fmt.Sprintf("shorten it by %d", over))
	if h, ok := p.ForHost(); ok && h.Host.ScaledObject == p.Workload.Name {
		hint = fmt.Sprintf("shorten the %s's name by %d, or give it a key with %s", p.Workload.Kind, over, p.annotation("key"))
	}
	if len(p.Name) <= keda.MaxNameLength {
		hint += p.hintFor(fmt.Sprintf(", or name the HPA with %s: {advanced: {horizontalPodAutoscalerConfig: {name: …}}}", p.annotation("scaled-object")),
			", or name the HPA in "+hpaNamePath)
	}
	return hint
}
