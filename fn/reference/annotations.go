package reference

import "modelhost.dev/scale-modelhosts/fn/annotation"

func annotations() string {
	t := newTable("annotation", "value", "example", "becomes")
	for _, k := range annotation.Vocabulary() {
		t.add(code(k.Name), k.Format, code(k.Example), k.Effect)
	}
	t.add("any signal's name", "its target, or off", "`\"70\"`", "a trigger; `off` drops one that a profile brought")
	t.add("`<signal>-activation`", "number", "`\"1\"`", "`activationThreshold`: above it the host wakes from zero; not for cpu, memory and the signals of the HTTP add-on")
	return t.String()
}
