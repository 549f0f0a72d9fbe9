package rule

import (
	"cmp"
	"fmt"
	"slices"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/managed"
	"modelhost.dev/scale-modelhosts/fn/plan"
)

func hpaRefused(s *hostPass) {
	if s.host.HPAPolicy.V != config.Refuse {
		return
	}
	for _, o := range s.Rivals.HPAs {
		s.reportOn(o, "spec.scaleTargetRef", fmt.Sprintf("the HPA scales %s, for which KEDA is asked, and the HPA policy is refuse (%s)", s.host.Host.Workload.Resource(), s.host.HPAPolicy.Source),
			fmt.Sprintf("remove the HPA, or set %s: adopt, so that the host scales as it did", s.annotation("hpa-policy")))
	}
}

func (s *pass) hpaConfig() keda.HPAConfig {
	if s.Spec.Advanced == nil || s.Spec.Advanced.HorizontalPodAutoscalerConfig == nil {
		return keda.HPAConfig{}
	}
	return *s.Spec.Advanced.HorizontalPodAutoscalerConfig
}

func (s *pass) behavior() *keda.Behavior { return s.hpaConfig().Behavior }

func hpaSeveral(s *hostPass) {
	if s.host.HPAPolicy.V == config.Adopt {
		return // one is to hold, which is the plan's to see
	}
	for _, o := range s.Rivals.HPAs[min(1, len(s.Rivals.HPAs)):] {
		s.reportOn(o, "spec.scaleTargetRef", fmt.Sprintf("the HPA is stripped, but the ScaledObject can take over only one of the HPAs of %s, which is %s", s.host.Host.Workload.Resource(), s.Rivals.HPAs[0].Name),
			"delete this one from the cluster before the ScaledObject is applied")
	}
}

// hpaName is the name of the HPA that KEDA makes.
func hpaNameOf(p *plan.Plan) string {
	if a := p.Spec.Advanced; a != nil && a.HorizontalPodAutoscalerConfig != nil && a.HorizontalPodAutoscalerConfig.Name != "" {
		return a.HorizontalPodAutoscalerConfig.Name
	}
	return keda.DefaultHPAPrefix + p.Name
}

const hpaNamePath = "spec.advanced.horizontalPodAutoscalerConfig.name"

func hpaNameTaken(s *pass) {
	name := hpaNameOf(s.Plan)
	for _, o := range s.inv.HPAs.ByName(name) {
		if o.Name == name && o.SharesNamespace(s.Object) && !s.isOwn(o) {
			s.report(hpaNamePath, fmt.Sprintf("KEDA's HPA would be called %q, as the one in the package that scales %s, and take it over", name, inventory.TargetOf(o).Name),
				s.hintFor("give it another name with "+s.annotation("scaled-object"), "give it another name"))
		}
	}
}

// isOwn says whether an HPA scales what the ScaledObject scales, or a copy of that.
func (s *pass) isOwn(o *inventory.Object) bool {
	own, its := inventory.TargetOf(s.Object), inventory.TargetOf(o)
	return slices.Contains(s.Rivals.HPAs, o) || slices.Contains(o.OwnerNames(keda.KindScaledObject), s.Name) ||
		s.isHandWritten() && own.Name == its.Name && own.Kind == its.Kind
}

func hpaNotTakenOver(s *hostPass) {
	if len(s.Rivals.HPAs) == 0 || s.host.HPAPolicy.V == config.Refuse {
		return
	}
	if taken := s.Rivals.TransferredHPA(); hpaNameOf(s.Plan) != taken {
		s.report(hpaNamePath, fmt.Sprintf("the host's HPA %q is to be taken over, but KEDA's would be called %q", taken, hpaNameOf(s.Plan)),
			"leave the name out, so that the HPA is taken over")
	}
}

// mostSharers bounds the findings about one ScaledObject and others with which it shares
// something: there would be one for each pair.
const mostSharers = 3

// hpaNameShared looks for the same HPA name among the package's ScaledObjects.
// ScaledObjects of one name, or for one workload, are another rule's.
func hpaNameShared(s *pass) {
	name := hpaNameOf(s.Plan)
	claims := s.claims[hpaKey{s.Object.EffectiveNamespace(), name}]
	if len(claims) < 2 {
		return
	}
	foreign := map[*inventory.Object]bool{}
	for _, o := range s.Rivals.Others {
		foreign[o] = true
	}
	told := 0
	for _, c := range claims {
		if c.object == s.Object || c.scaledObject == s.Name || foreign[c.object] {
			continue
		}
		s.report(hpaNamePath, fmt.Sprintf("the HPA name %q is also that of %s", name, c.object.Resource()), "give each its own")
		if told++; told == mostSharers {
			return
		}
	}
}

// targetOther is for the escape hatch: a plan by itself scales its host.
func targetOther(s *hostPass) {
	ref, w := s.Spec.ScaleTargetRef, s.host.Host.Workload
	if ref == nil {
		s.report("spec.scaleTargetRef", "scaleTargetRef is taken away", "leave it out: it is the host")
		return
	}
	kind, version := cmp.Or(ref.Kind, "Deployment"), cmp.Or(ref.APIVersion, "apps/v1")
	group := (&inventory.Object{APIVersion: version}).Group()
	if ref.Name != w.Name || kind != w.Kind || group != w.Group() {
		s.report("spec.scaleTargetRef", fmt.Sprintf("scaleTargetRef is %s %s, not %s %s", kind, ref.Name, w.Kind, w.Name), "leave it out, and annotate the workload that is to be scaled")
	}
}

func foreignScaledObject(s *hostPass) {
	for _, o := range s.Rivals.Others {
		s.reportOn(o, "spec.scaleTargetRef", fmt.Sprintf("scales %s, for which one is generated from its annotations", s.host.Host.Workload.Resource()),
			"remove this ScaledObject, or the annotations of the workload")
	}
	if s.Rivals.Previous != nil {
		return
	}
	for _, o := range s.inv.ScaledObjects.ByName(s.Name) {
		// Hosts that want one name are blamed for it elsewhere.
		if o.Name == s.Name && !managed.Is(o) && o.SharesNamespace(s.Object) && !slices.Contains(s.Rivals.Others, o) {
			s.reportOn(o, "metadata.name", fmt.Sprintf("the ScaledObject generated for %s gets the same name", s.host.Host.Workload.Resource()),
				"rename this ScaledObject")
		}
	}
}
