package helm

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// discovery contains the discovery responses of an API server with KEDA, as far as the charts
// here need them, without schemas. The server rejects all writes.
var discovery = map[string]string{
	"/version": `{"major": "1", "minor": "35", "gitVersion": "v1.35.0"}`,
	"/api":     `{"kind": "APIVersions", "versions": ["v1"]}`,
	"/api/v1":  resources("v1", "services", "Service", "configmaps", "ConfigMap"),
	"/apis": `{"kind": "APIGroupList", "apiVersion": "v1", "groups": [
		{"name": "apps", "versions": [{"groupVersion": "apps/v1", "version": "v1"}]},
		{"name": "keda.sh", "versions": [{"groupVersion": "keda.sh/v1alpha1", "version": "v1alpha1"}]}]}`,
	"/apis/apps/v1":          resources("apps/v1", "deployments", "Deployment"),
	"/apis/keda.sh/v1alpha1": resources("keda.sh/v1alpha1", "scaledobjects", "ScaledObject"),
}

// resources returns the resources of one version, by name and kind.
func resources(version string, names ...string) string {
	var all []string
	for i := 0; i < len(names); i += 2 {
		all = append(all, fmt.Sprintf(`{"name": %q, "kind": %q, "namespaced": true, "verbs": ["get", "create"]}`, names[i], names[i+1]))
	}
	return fmt.Sprintf(`{"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": %q, "resources": [%s]}`, version, strings.Join(all, ", "))
}

const kubeconfig = `apiVersion: v1
kind: Config
current-context: only
contexts: [{name: only, context: {cluster: only, user: only}}]
clusters: [{name: only, cluster: {server: "SERVER"}}]
users: [{name: only, user: {}}]
`

// cluster starts such a server until the script ends.
func cluster(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: cluster")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		text, ok := discovery[r.URL.Path]
		if r.Method != http.MethodGet || !ok {
			w.WriteHeader(http.StatusNotFound)
			text = `{"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}`
		}
		_, _ = w.Write([]byte(text))
	}))
	ts.Defer(server.Close)
	file := ts.MkAbs("kubeconfig")
	ts.Check(os.WriteFile(file, []byte(strings.ReplaceAll(kubeconfig, "SERVER", server.URL)), 0o600))
	ts.Setenv("KUBECONFIG", file)
}
