package source

import (
	"cmp"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// Positions are the positions in one file. They are indexed on first use, since a file of a
// thousand objects may have a finding for each.
type Positions struct {
	All   []Position
	kinds map[objectType]*objectsOfType
}

// objectType is the type of an object.
type objectType struct{ apiVersion, kind string }

// objectsOfType are the objects of one type, in the order of the file.
type objectsOfType struct {
	// spots are indexes into Positions.All.
	spots []int
	// named and exact list indexes into spots by name, and by namespace and name.
	named map[string][]int
	exact map[[2]string][]int
	// lengths are the distinct lengths of the names.
	lengths []int
}

// Match returns the one object of the file that a resource may be: by its name, by a part of its
// name, since a kustomization may have added a prefix or suffix, or as the only object of its kind.
func (p *Positions) Match(r finding.Resource) (Position, bool) {
	if p.kinds == nil {
		p.index()
	}
	k := p.kinds[objectType{r.APIVersion, r.Kind}]
	if k == nil {
		return Position{}, false
	}
	for _, find := range []func() []int{
		func() []int { return k.exact[[2]string{r.Namespace, r.Name}] },
		func() []int { return k.named[r.Name] },
		func() []int { return k.within(r.Name) },
	} {
		if found := find(); len(found) > 0 {
			return p.All[k.spots[found[0]]], len(found) == 1
		}
	}
	return p.All[k.spots[0]], len(k.spots) == 1
}

// matchExactly returns the one object with the name and the namespace of a resource.
func (p *Positions) matchExactly(r finding.Resource) (Position, bool) {
	if p.kinds == nil {
		p.index()
	}
	if k := p.kinds[objectType{r.APIVersion, r.Kind}]; k != nil {
		if found := k.exact[[2]string{r.Namespace, r.Name}]; len(found) == 1 {
			return p.All[k.spots[found[0]]], true
		}
	}
	return Position{}, false
}

// InDocument returns the objects of a document, in order.
func (p *Positions) InDocument(number int) []Position {
	from, _ := slices.BinarySearchFunc(p.All, number, func(s Position, number int) int { return cmp.Compare(s.Number, number) })
	to, _ := slices.BinarySearchFunc(p.All, number+1, func(s Position, number int) int { return cmp.Compare(s.Number, number) })
	return p.All[from:to]
}

func (p *Positions) index() {
	p.kinds = map[objectType]*objectsOfType{}
	for i, s := range p.All {
		if s.Node == nil {
			continue
		}
		of := objectType{TextAt(s.Node, "apiVersion"), TextAt(s.Node, "kind")}
		k := p.kinds[of]
		if k == nil {
			k = &objectsOfType{named: map[string][]int{}, exact: map[[2]string][]int{}}
			p.kinds[of] = k
		}
		namespace, name := TextAt(s.Node, "metadata", "namespace"), TextAt(s.Node, "metadata", "name")
		if !slices.Contains(k.lengths, len(name)) {
			k.lengths = append(k.lengths, len(name))
		}
		at := len(k.spots)
		k.named[name] = append(k.named[name], at)
		k.exact[[2]string{namespace, name}] = append(k.exact[[2]string{namespace, name}], at)
		k.spots = append(k.spots, i)
	}
}

// within returns the objects whose names are parts of a name. It looks up each part, since names
// are short and there may be thousands of objects.
func (k *objectsOfType) within(name string) []int {
	var found []int
	for _, length := range k.lengths {
		for from := 0; from+length <= len(name); from++ {
			found = append(found, k.named[name[from:from+length]]...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
