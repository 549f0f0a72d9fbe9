package reference

import "modelhost.dev/scale-modelhosts/fn/annotation"

func annotations() string {
	t := newTable("annotation", "value", "example", "becomes")
	for _, k := range annotation.Vocabulary() {
		t.add(code(k.Name), k.Format, code(k.Example), k.Effect)
	}
	t.add("the name of a signal", "its target, or off", "`\"70\"`", "a trigger; `off` removes an inherited one")
	t.add("`<signal>-activation`", "number", "`\"1\"`", "`activationThreshold`: the model host wakes from zero above this value; not for cpu, memory and the signals of the HTTP add-on")
	return t.String()
}
