package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

var hpaName = &Rule{
	ID:          "hpa-name",
	Severity:    finding.Error,
	Layer:       Admission,
	Scope:       Plans,
	Summary:     "an HPA name that is not a valid DNS name",
	Consequence: "KEDA accepts it, but cannot create the HPA",
	Run:         checkHPAName,
}

var dnsName = lazyregexp.New(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

func checkHPAName(p *pass) {
	if name := p.hpaConfig().Name; name != "" && !dnsName.MatchString(name) {
		p.report(hpaNamePath, fmt.Sprintf("%q is not a valid name for a Kubernetes object", name), "use lowercase letters, digits and dashes")
	}
}
