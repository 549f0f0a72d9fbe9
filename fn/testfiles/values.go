package testfiles

import (
	"sigs.k8s.io/yaml"

	"modelhost.dev/scale-modelhosts/fn/source"
)

// Values returns the objects of a stream as sigs.k8s.io/yaml reads them, or false if it
// cannot read one.
func Values(text string) (all []string, ok bool) {
	for _, d := range source.Split(text) {
		out, err := yaml.YAMLToJSON([]byte(d.Text))
		if err != nil {
			return nil, false
		}
		if string(out) != "null" {
			all = append(all, string(out))
		}
	}
	return all, true
}
