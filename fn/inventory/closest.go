package inventory

import (
	"slices"
	"strings"
)

// Closest are those of several objects that are meant beside this one: a package may
// hold copies, such as a folder for each environment, and those of one belong together.
// They are those of the same file, or of the same folder, or of the most folders in
// common; or all, where no file tells.
func (o *Object) Closest(several []*Object) []*Object {
	if len(several) < 2 || o.File() == "" {
		return several
	}
	most := 0
	var closest []*Object
	for _, other := range several {
		common := o.common(other)
		if common > most {
			most, closest = common, nil
		}
		if common == most {
			closest = append(closest, other)
		}
	}
	return closest
}

// common counts what two objects' places have in common: folders, and more than any
// number of them for the same folder or file.
func (o *Object) common(other *Object) int {
	const folder, file = 1 << 20, 1 << 21
	switch {
	case other.File() == o.File():
		return file
	case other.File() == "":
		return 0
	}
	own, others := folders(o.File()), folders(other.File())
	if slices.Equal(own, others) {
		return folder
	}
	n := 0
	for n < len(own) && n < len(others) && own[n] == others[n] {
		n++
	}
	return n
}

func folders(file string) []string {
	parts := strings.Split(file, "/")
	return parts[:len(parts)-1]
}
