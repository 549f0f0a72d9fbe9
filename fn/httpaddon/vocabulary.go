// Package httpaddon has the parts of the API of KEDA's HTTP add-on that are read and
// written here, as plain structs, with what the add-on accepts in them.
package httpaddon

// The API: kedacore/http-add-on v0.15.0, operator/apis/http.
const (
	Group = "http.keda.sh"

	// KindInterceptorRoute is there since 0.14.
	KindInterceptorRoute       = "InterceptorRoute"
	APIVersionInterceptorRoute = Group + "/v1beta1"
	// KindHTTPScaledObject is deprecated since 0.14, and all that there was before.
	KindHTTPScaledObject       = "HTTPScaledObject"
	APIVersionHTTPScaledObject = Group + "/v1alpha1"
)

// Kinds are those of objects that tell the interceptor where requests go.
func Kinds() []string { return []string{KindInterceptorRoute, KindHTTPScaledObject} }

// AnnotationSkipScaledObject "true" keeps the add-on from making a ScaledObject of its
// own out of an HTTPScaledObject: v0.12.0, operator/controllers/http/app.go.
const AnnotationSkipScaledObject = "httpscaledobject.keda.sh/skip-scaledobject-creation"

// Keys of an external-push trigger's metadata: v0.15.0, pkg/k8s/scaledobject.go.
const (
	KeyScalerAddress    = "scalerAddress"
	KeyInterceptorRoute = "interceptorRoute"
	KeyHTTPScaledObject = "httpScaledObject"
)

// RouteKeys are the metadata key that names a route, by the route's kind.
func RouteKeys() map[string]string {
	return map[string]string{KindInterceptorRoute: KeyInterceptorRoute, KindHTTPScaledObject: KeyHTTPScaledObject}
}

// What the add-on's own manifests and chart call its Services: v0.15.0, config.
const (
	DefaultScalerAddress        = "keda-add-ons-http-external-scaler.keda:9090"
	DefaultInterceptorService   = "keda-add-ons-http-interceptor-proxy"
	DefaultInterceptorNamespace = "keda"
	DefaultInterceptorPort      = 8080
)

// AnyHost takes requests for every host: v0.15.0, pkg/routing/key.go.
const AnyHost = "*"
