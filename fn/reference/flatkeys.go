package reference

import "modelhost.dev/scale-modelhosts/config"

func flatKeys() string {
	t := newTable("key", "sets")
	for _, key := range config.FlatKeys() {
		sets := code(config.FlatField(key))
		if sets == "`spec`" {
			sets = "the whole `spec`, as a string of YAML; the other keys override it"
		}
		t.add(code(key), sets)
	}
	return t.String()
}
