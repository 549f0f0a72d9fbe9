package reconcile

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/inventory"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/owned"
	"modelhost.dev/scale-modelhosts/fn/plan"
	"modelhost.dev/scale-modelhosts/fn/strict"
)

// rerouted is a VirtualService of somebody else's as it is to be.
type rerouted struct {
	object *inventory.Object
	wanted *yaml.Node
}

// passage is one change in a VirtualService, noted so that it can be taken back.
type passage struct {
	// At is the field below spec, such as http[0].route[0].destination.
	At string `json:"at"`
	// Was is what the field was, nothing where it was not there; Is is what it was made.
	Was *yaml.Node `json:"was,omitempty"`
	Is  *yaml.Node `json:"is"`
}

// reroute works out what of the package's own VirtualServices is to change: first what
// earlier runs changed is taken back, then what the plans ask for is done.
func (e *Edits) reroute(plans []*plan.Plan, cfg config.Spec) {
	for _, o := range e.inv.VirtualServices.Objects {
		record := o.Annotations[owned.Edited]
		if owned.Is(o) || record == "" && !cfg.HTTP.Routing.Edit && cfg.Istio.Retries == nil {
			continue
		}
		wanted := o.Node.Copy().YNode()
		spec := inventory.Field(wanted, "spec")
		takeBack(spec, record)
		var done []passage
		for _, p := range plans {
			switch {
			case p.Route != nil && cfg.HTTP.Routing.Edit:
				done = append(done, sendToInterceptor(spec, o, p, cfg)...)
			case p.Retries != nil:
				done = append(done, retry(spec, o, p)...)
			}
		}
		note(wanted, done)
		if !equal(o.Node.YNode(), wanted) {
			e.rerouted = append(e.rerouted, rerouted{o, wanted})
		}
	}
}

// sendToInterceptor changes every destination that is the host's Service.
func sendToInterceptor(spec *yaml.Node, o *inventory.Object, p *plan.Plan, cfg config.Spec) []passage {
	var done []passage
	destinations := inventory.Destinations(spec, p.Host.Service, p.Host.Workload, o)
	for _, at := range slices.SortedFunc(maps.Keys(destinations), inOrder) {
		destination, is := destinations[at], interceptor(cfg)
		done = append(done, passage{
			strict.Index(strict.Index("http", at[0])+".route", at[1]) + ".destination",
			yaml.NewRNode(destination).Copy().YNode(), is,
		})
		*destination = *yaml.NewRNode(is).Copy().YNode()
	}
	return done
}

func inOrder(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) }

// retry has rules that send requests to the host's Service try again, where they do not
// say themselves whether to.
func retry(spec *yaml.Node, o *inventory.Object, p *plan.Plan) []passage {
	var done []passage
	rules := inventory.Elements(inventory.Field(spec, "http"))
	for at := range inventory.Destinations(spec, p.Host.Service, p.Host.Workload, o) {
		if rule := rules[at[0]]; inventory.Field(rule, "retries") == nil {
			is := keda.Node(*p.Retries)
			rule.Content = append(rule.Content, keda.Node("retries"), yaml.NewRNode(is).Copy().YNode())
			done = append(done, passage{At: strict.Index("http", at[0]) + ".retries", Is: is})
		}
	}
	slices.SortFunc(done, func(a, b passage) int { return cmp.Compare(a.At, b.At) })
	return done
}

func interceptor(cfg config.Spec) *yaml.Node {
	return keda.Node(struct {
		Host string `json:"host"`
		Port struct {
			Number int32 `json:"number"`
		} `json:"port"`
	}{cfg.InterceptorHost(), struct {
		Number int32 `json:"number"`
	}{cfg.HTTP.Interceptor.Port}})
}

// takeBack undoes what a record says was done, where nobody has changed it since.
func takeBack(spec *yaml.Node, record string) {
	var done []passage
	node, problems := strict.Parse(record, "")
	if record == "" || len(problems) > 0 || len(strict.Decode(node, "", &done)) > 0 {
		return
	}
	for _, p := range done {
		at := follow(spec, p.At)
		switch {
		case at == nil || !equal(at, p.Is):
		case p.Was != nil:
			*at = *p.Was
		default:
			if dot := strings.LastIndex(p.At, "."); dot > 0 {
				remove(follow(spec, p.At[:dot]), p.At[dot+1:])
			}
		}
	}
}

// follow is the node at a path such as http[0].route[0].destination; nil where there is none.
func follow(n *yaml.Node, path string) *yaml.Node {
	for _, part := range strings.Split(path, ".") {
		name, rest, indexed := strings.Cut(part, "[")
		n = inventory.Field(n, name)
		if !indexed {
			continue
		}
		elements := inventory.Elements(n)
		at, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
		if err != nil || at < 0 || at >= len(elements) {
			return nil
		}
		n = elements[at]
	}
	return n
}

// note writes down what was done, or that nothing was.
func note(object *yaml.Node, done []passage) {
	metadata := inventory.Field(object, "metadata")
	annotations := inventory.Field(metadata, "annotations")
	if annotations != nil {
		remove(annotations, owned.Edited)
		if len(done) == 0 && len(annotations.Content) == 0 {
			remove(metadata, "annotations")
		}
	}
	if len(done) == 0 {
		return
	}
	text, err := yaml.NewRNode(keda.Node(done)).String()
	if err != nil {
		return // Only what no encoder takes fails; it came from one.
	}
	if annotations = inventory.Field(metadata, "annotations"); annotations == nil {
		annotations = &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap}
		metadata.Content = append(metadata.Content, keda.Node("annotations"), annotations)
	}
	annotations.Content = append(annotations.Content, keda.Node(owned.Edited), keda.Node(text))
}
