package render

import (
	"cmp"
	"slices"

	"modelhost.dev/scale-modelhosts/fn/finding"
)

// spots are those of one file. They are indexed on first use, since a file of a
// thousand objects may have a finding for each.
type spots struct {
	all   []spot
	kinds map[kindOf]*kindred
}

// kindOf is the type of an object.
type kindOf struct{ apiVersion, kind string }

// kindred are the objects of one type, in the file's order.
type kindred struct {
	// spots are those of the file by their numbers.
	spots []int
	// named and exact list places in spots by name, and by namespace and name.
	named map[string][]int
	exact map[[2]string][]int
	// lengths are those that names have, each once.
	lengths []int
}

// only returns the one object of the file that a resource may be: by its name, or by a
// part of it where a kustomization put something before or behind it, or as the only one
// of its kind.
func (p *spots) only(r finding.Resource) (spot, bool) {
	if p.kinds == nil {
		p.index()
	}
	k := p.kinds[kindOf{r.APIVersion, r.Kind}]
	if k == nil {
		return spot{}, false
	}
	for _, find := range []func() []int{
		func() []int { return k.exact[[2]string{r.Namespace, r.Name}] },
		func() []int { return k.named[r.Name] },
		func() []int { return k.within(r.Name) },
	} {
		if found := find(); len(found) > 0 {
			return p.all[k.spots[found[0]]], len(found) == 1
		}
	}
	return p.all[k.spots[0]], len(k.spots) == 1
}

// of returns the objects of a document, in its order.
func (p *spots) of(number int) []spot {
	from, _ := slices.BinarySearchFunc(p.all, number, func(s spot, number int) int { return cmp.Compare(s.number, number) })
	to, _ := slices.BinarySearchFunc(p.all, number+1, func(s spot, number int) int { return cmp.Compare(s.number, number) })
	return p.all[from:to]
}

func (p *spots) index() {
	p.kinds = map[kindOf]*kindred{}
	for i, s := range p.all {
		if s.node == nil {
			continue
		}
		of := kindOf{said(s.node, "apiVersion"), said(s.node, "kind")}
		k := p.kinds[of]
		if k == nil {
			k = &kindred{named: map[string][]int{}, exact: map[[2]string][]int{}}
			p.kinds[of] = k
		}
		namespace, name := said(s.node, "metadata", "namespace"), said(s.node, "metadata", "name")
		if !slices.Contains(k.lengths, len(name)) {
			k.lengths = append(k.lengths, len(name))
		}
		at := len(k.spots)
		k.named[name] = append(k.named[name], at)
		k.exact[[2]string{namespace, name}] = append(k.exact[[2]string{namespace, name}], at)
		k.spots = append(k.spots, i)
	}
}

// within returns those whose names are parts of a name. It looks up the parts: names are
// short, and there may be thousands of objects.
func (k *kindred) within(name string) []int {
	var found []int
	for _, length := range k.lengths {
		for from := 0; from+length <= len(name); from++ {
			found = append(found, k.named[name[from:from+length]]...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
