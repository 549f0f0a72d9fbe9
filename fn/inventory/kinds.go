package inventory

// Kinds returns the kinds that matter to scaling, in any API group.
func Kinds() map[string]bool {
	return map[string]bool{
		"Deployment": true, "StatefulSet": true, "Rollout": true,
		"HorizontalPodAutoscaler": true,
		"ScaledObject":            true, "TriggerAuthentication": true, "ClusterTriggerAuthentication": true,
		"Secret": true, "ExternalSecret": true,
		"Service": true, "LimitRange": true,
		"InterceptorRoute": true, "HTTPScaledObject": true,
		"VirtualService": true, "HTTPRoute": true, "Ingress": true, "ReferenceGrant": true,
	}
}
