package keda

import (
	"fmt"
	"slices"
	"sync"

	"github.com/go-logr/logr"
	kedav1alpha1 "github.com/kedacore/keda/v2/apis/keda/v1alpha1"
	"sigs.k8s.io/controller-runtime/pkg/client"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"
)

// rounds is the number of times that a rejected ScaledObject is sent to the webhook, which
// walks a map of six checks from a random start and stops at the first error. Any check comes
// first in at least one walk of eight, so the probability of missing one is below 1e-7.
const rounds = 128

// webhookState guards the package variables of KEDA's webhook.
var webhookState sync.Mutex

func init() { ctrllog.SetLogger(logr.Discard()) }

// admit runs KEDA's webhook on every subject, in front of a cluster that contains the whole
// package. warnings contains the webhook's warnings about accepted objects.
func admit(subjects []subject, members []client.Object) (rejected, warnings []Verdict, err error) {
	webhookState.Lock()
	defer webhookState.Unlock()

	tracker, err := cluster(members)
	if err != nil {
		return nil, nil, err
	}
	if err := (&kedav1alpha1.ScaledObject{}).SetupWebhookWithManager(newManager(tracker), false); err != nil {
		return nil, nil, err
	}
	for _, s := range subjects {
		warned, errs := ask(s.typed)
		rejected = append(rejected, s.errs(Webhook, errs...)...)
		for _, w := range warned {
			warnings = append(warnings, s.verdict(Webhook, w))
		}
	}
	return rejected, warnings, nil
}

// ask returns the webhook's distinct errors for one object.
func ask(o client.Object) (admission.Warnings, []error) {
	warnings, err := create(o)
	if err == nil {
		return warnings, nil
	}
	errs := []error{err}
	so, ok := o.(*kedav1alpha1.ScaledObject)
	if !ok {
		return nil, errs
	}
	for range rounds {
		if _, err := create(o); !slices.ContainsFunc(errs, func(e error) bool { return e.Error() == err.Error() }) {
			errs = append(errs, err)
		}
	}
	// The triggers are checked last, and only if nothing else is wrong.
	return nil, append(errs, kedav1alpha1.ValidateTriggers(so.Spec.Triggers))
}

// create sends one admission request, not a dry run. It copies the object because the webhook
// rewrites formulas in place.
func create(o client.Object) (warnings admission.Warnings, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the webhook panics: %v", p)
		}
	}()
	dryRun := false
	switch o := o.(type) {
	case *kedav1alpha1.ScaledObject:
		return o.DeepCopy().ValidateCreate(&dryRun)
	case *kedav1alpha1.TriggerAuthentication:
		return o.DeepCopy().ValidateCreate(&dryRun)
	case *kedav1alpha1.ClusterTriggerAuthentication:
		return o.DeepCopy().ValidateCreate(&dryRun)
	}
	return nil, nil
}
