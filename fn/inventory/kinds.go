package inventory

// Kinds are the kinds of objects that matter to scaling, of whatever group.
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
