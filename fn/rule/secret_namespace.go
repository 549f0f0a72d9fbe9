package rule

import (
	"fmt"

	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
)

var secretNamespace = &Rule{
	ID:          "secret-namespace",
	Severity:    finding.Warning,
	Layer:       Scaling,
	Scope:       Plans,
	LooksUp:     []string{"Secret"},
	Summary:     "a ClusterTriggerAuthentication whose Secret is in the workload's namespace",
	Consequence: "KEDA looks for the Secret in its own namespace, and reads its keys as empty",
	Run:         checkSecretNamespace,
}

// checkSecretNamespace is for authentications of the cluster, whose Secrets KEDA looks up
// in its own namespace.
func checkSecretNamespace(p *pass) {
	p.eachSecret(func(o *inventory.Object, field, name string) {
		if o.Kind != keda.KindClusterTriggerAuthentication {
			return
		}
		held, ok := p.cfg.Holds("Secret", "", name)
		if ok && held.Namespace != p.Object.Namespace {
			return // It is in KEDA's namespace, too.
		}
		if secret := p.secret(o, p.Object.Namespace, name); secret != nil && secret.Namespace != keda.DefaultNamespace {
			p.reportOn(o, field, fmt.Sprintf("the Secret %q is in the namespace %s, but for a %s KEDA looks in its own", name, secret.EffectiveNamespace(), o.Kind),
				fmt.Sprintf("move the Secret to KEDA's namespace, or write kind: %s", keda.KindTriggerAuthentication))
		}
	})
}
