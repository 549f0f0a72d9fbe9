package main

// reference is what a section of the reference should be.
//
// TODO: from fn/reference, once it is there:
//
//	section, known := reference.Sections()[name]
//	require.True(r.t, known, "there is no reference %q", name)
//	return []string{"", strings.TrimSpace(section), ""}
func (r reader) reference(_ string, shown []string) []string { return shown }
