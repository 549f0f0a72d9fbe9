package reference

import (
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/encoding"
)

// profiles returns the built-in profiles in the form of a functionConfig.
func profiles() string {
	all := config.BuiltinProfiles()
	t := newTable("profile", "description")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.add(code(name), all[name].Description)
	}
	// Nodes and strings can always be encoded.
	text, _ := yaml.String(encoding.Node(map[string]any{"profiles": settingsOf(all)}))
	return t.String() + "\n```yaml\n" + strings.TrimSpace(text) + "\n```\n"
}

// settingsOf leaves the descriptions to the table.
func settingsOf(all map[string]config.Profile) map[string]config.Settings {
	settings := make(map[string]config.Settings, len(all))
	for name, p := range all {
		settings[name] = p.Settings
	}
	return settings
}
