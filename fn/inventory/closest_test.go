package inventory_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/inventory"
)

func TestClosestByPath(t *testing.T) {
	tests := []struct{ name, from, among, want string }{
		{"one alone", "a/so.yaml", "b/w.yaml", "b/w.yaml"},
		{"the same file", "a/all.yaml", "a/w.yaml a/all.yaml", "a/all.yaml"},
		{"the same folder", "a/so.yaml", "b/w.yaml a/w.yaml a/b/w.yaml", "a/w.yaml"},
		{"the same folder, the topmost", "so.yaml", "w.yaml a/w.yaml", "w.yaml"},
		{"the most folders in common", "dev/scaling/so.yaml", "prod/apps/w.yaml dev/apps/w.yaml", "dev/apps/w.yaml"},
		{"a folder's name is more than its beginning", "dev/so.yaml", "dev2/w.yaml prod/w.yaml", "dev2/w.yaml prod/w.yaml"},
		{"nothing tells", "overlays/so.yaml", "base/w.yaml rendered/w.yaml", "base/w.yaml rendered/w.yaml"},
		{"no file is known", "", "base/w.yaml rendered/w.yaml", "base/w.yaml rendered/w.yaml"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at := func(file string) *inventory.Object {
				return &inventory.Object{Annotations: annotations{"internal.config.kubernetes.io/path": file}}
			}
			var several inventory.Copies
			for file := range strings.FieldsSeq(tt.among) {
				several.Objects = append(several.Objects, at(file))
			}
			var got []string
			for _, o := range several.ClosestByPath(at(tt.from)) {
				got = append(got, o.File())
			}
			assert.Equal(t, tt.want, strings.Join(got, " "))
		})
	}
}
