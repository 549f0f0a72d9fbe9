// Package builtinplugin adds a plugin to those that are built into kustomize.
//
// kustomize runs external transformers only as programs. To run in process, at the position of its
// configuration and on kustomize's own nodes, a transformer must be in kustomize's list of built-in
// ones. The list is in an internal package, and kustomize has no API for it.
package builtinplugin

import (
	"sync"
	_ "unsafe" // for go:linkname

	_ "sigs.k8s.io/kustomize/api/krusty" // links the package with the list
	"sigs.k8s.io/kustomize/api/resmap"
)

//go:linkname transformerFactories sigs.k8s.io/kustomize/api/internal/plugins/builtinhelpers.TransformerFactories
var transformerFactories map[int]func() resmap.TransformerPlugin

// unknown is the type that kustomize assigns to unknown kinds of the apiVersion `builtin`. Its list
// has no entry for that type.
const unknown = 0

var once sync.Once

// Install makes kustomize call newPlugin for documents of the apiVersion `builtin` whose
// kind it does not know. The first call changes kustomize for the whole process; later ones
// do nothing.
func Install(newPlugin func() resmap.TransformerPlugin) {
	once.Do(func() { transformerFactories[unknown] = newPlugin })
}
