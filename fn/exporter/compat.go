package exporter

// Presence is Place, until fn/rule uses the new names.
type Presence = Place

// The new names.
const (
	Unknown      = Anywhere
	OnlyWithPods = Pod
	AtZeroToo    = Outside
)
