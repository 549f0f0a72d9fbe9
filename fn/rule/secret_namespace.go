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

// checkSecretNamespace reports Secrets of ClusterTriggerAuthentications that are not in KEDA's
// own namespace, where KEDA looks for them.
func checkSecretNamespace(p *pass) {
	p.eachSecret(func(o *inventory.Object, field, name string) {
		if o.Kind != keda.KindClusterTriggerAuthentication {
			return
		}
		held, ok := p.cfg.Holds("Secret", "", name)
		if ok && held.Namespace != p.Object.Namespace {
			return // KEDA's namespace has it as well.
		}
		if secret := p.secret(o, p.Object.Namespace, name); secret != nil && secret.Namespace != keda.DefaultNamespace {
			p.reportOn(o, field, fmt.Sprintf("Secret %q is in namespace %s, but for a %s KEDA looks in its own", name, secret.EffectiveNamespace(), o.Kind),
				fmt.Sprintf("move the Secret to KEDA's namespace, or use kind: %s", keda.KindTriggerAuthentication))
		}
	})
}
