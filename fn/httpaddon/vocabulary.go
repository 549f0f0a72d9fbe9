// Package httpaddon defines the parts of the HTTP add-on's API that the function reads and
// writes, as plain structs.
package httpaddon

// The API: kedacore/http-add-on v0.15.0, operator/apis/http.
const (
	Group = "http.keda.sh"

	// KindInterceptorRoute exists since 0.14.
	KindInterceptorRoute       = "InterceptorRoute"
	APIVersionInterceptorRoute = Group + "/v1beta1"
	// KindHTTPScaledObject is the only kind before 0.14, and deprecated since.
	KindHTTPScaledObject       = "HTTPScaledObject"
	APIVersionHTTPScaledObject = Group + "/v1alpha1"
)

// Kinds returns the kinds of objects that configure where the interceptor sends requests.
func Kinds() []string { return []string{KindInterceptorRoute, KindHTTPScaledObject} }

// AnnotationSkipScaledObject "true" prevents the add-on from creating a ScaledObject for an
// HTTPScaledObject: v0.12.0, operator/controllers/http/app.go.
const AnnotationSkipScaledObject = "httpscaledobject.keda.sh/skip-scaledobject-creation"

// Keys of an external-push trigger's metadata: v0.15.0, pkg/k8s/scaledobject.go.
const (
	KeyScalerAddress    = "scalerAddress"
	KeyInterceptorRoute = "interceptorRoute"
	KeyHTTPScaledObject = "httpScaledObject"
)

// RouteKeys returns the metadata keys that name a route, by the route's kind.
func RouteKeys() map[string]string {
	return map[string]string{KindInterceptorRoute: KeyInterceptorRoute, KindHTTPScaledObject: KeyHTTPScaledObject}
}

// The Services of the add-on's own manifests and chart: v0.15.0, config.
const (
	DefaultScalerAddress        = "keda-add-ons-http-external-scaler.keda:9090"
	DefaultInterceptorService   = "keda-add-ons-http-interceptor-proxy"
	DefaultInterceptorNamespace = "keda"
	DefaultInterceptorPort      = 8080
)

// AnyHost matches every host: v0.15.0, pkg/routing/key.go.
const AnyHost = "*"
