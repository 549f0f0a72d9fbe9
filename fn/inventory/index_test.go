package inventory_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFind(t *testing.T) {
	inv := stock(t, object("v1", "Service", "dev-api", annotations{"namespace": "a", previousNames: "api,api"})+"\n---\n"+
		object("v1", "Service", "other", annotations{"namespace": "b", previousNames: "api"})+"\n---\n"+
		object("v1", "Service", "api", annotations{"namespace": "b"})+"\n---\n"+
		object("v1", "Service", "plain", nil))
	tests := []struct{ name, namespace, wanted, found string }{
		{"by its name", "b", "api", "api"},
		{"by a former name", "a", "api", "dev-api"},
		{"by its present name, though another had it", "b", "api", "api"},
		{"by its own former name", "b", "other", "other"},
		{"not in another namespace", "c", "api", ""},
		{"in the default namespace", "default", "plain", "plain"},
		{"not by no name", "a", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			service, ok := inv.Services.Find(test.namespace, test.wanted)
			assert.Equal(t, test.found != "", ok)
			if ok {
				assert.Equal(t, test.found, service.Name)
			}
		})
	}
}

func TestByNameReturnsEachObjectOnce(t *testing.T) {
	inv := stock(t, object("v1", "Service", "api", annotations{previousNames: "api,old,old"}))
	assert.Len(t, inv.Services.ByName("api"), 1)
	assert.Len(t, inv.Services.ByName("old"), 1)
	assert.Empty(t, inv.Services.ByName("new"))
}

func TestByLabel(t *testing.T) {
	inv := stock(t, "apiVersion: v1\nkind: Secret\nmetadata: {name: a, labels: {x: y}}\n---\n"+
		"apiVersion: v1\nkind: Secret\nmetadata: {name: b, labels: {x: z}}\n---\n"+
		"apiVersion: v1\nkind: Secret\nmetadata: {name: c, labels: {x: y}}\n")
	var names []string
	for _, o := range inv.Secrets.ByLabel("x", "y") {
		names = append(names, o.Name)
	}
	assert.Equal(t, []string{"a", "c"}, names)
	assert.Empty(t, inv.Secrets.ByLabel("q", "y"))
}

// Rules look objects up concurrently.
func TestByLabelConcurrently(t *testing.T) {
	inv := stock(t, object("v1", "Service", "api", nil))
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 200 {
				inv.Services.ByLabel(fmt.Sprint(i, j), "x")
			}
		})
	}
	all.Wait()
	assert.Len(t, inv.Services.ByLabel("unset", ""), 1)
}
