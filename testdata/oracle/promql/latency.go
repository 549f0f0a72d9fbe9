package promql

import "slices"

const durations = "istio_request_duration_milliseconds_bucket"

// answers are, per step, 90 of 100 within 100 ms at the gateway, 60 of 100 from the mesh, and
// the rest within 250 ms.
var answers = []stream{
	{Gateway, own, "gateway-a", "200", "0+60x80", "100"},
	{Gateway, own, "gateway-a", "200", "0+60x80", "250"},
	{Gateway, own, "gateway-a", "200", "0+60x80", "+Inf"},
	{Gateway, own, "gateway-b", "404", "0+30x80", "100"},
	{Gateway, own, "gateway-b", "404", "0+40x80", "250"},
	{Gateway, own, "gateway-b", "404", "0+40x80", "+Inf"},
	{InMesh, own, "frontend-a", "200", "0+60x80", "100"},
	{InMesh, own, "frontend-a", "200", "0+100x80", "250"},
	{InMesh, own, "frontend-a", "200", "0+100x80", "+Inf"},
}

// slow contains answers of other hosts, none within 250 ms.
var slow = slices.Concat(
	late(Gateway, next, "gateway-a"), late(Gateway, far, "gateway-a"),
	late(InMesh, next, "frontend-a"), late(InMesh, far, "frontend-a"),
)

func late(from Caller, to, at string) []stream {
	return []stream{
		{from, to, at, "200", "0+0x80", "100"},
		{from, to, at, "200", "0+0x80", "250"},
		{from, to, at, "200", "0+900x80", "+Inf"},
	}
}

// mixed contains the host's own answers and those of others.
var mixed = slices.Concat(answers, slow)

func answered(every string, streams ...stream) func(Query) string {
	return func(q Query) string { return "load " + every + "\n" + series(q, durations, streams...) }
}

func latency() []Scenario {
	all := []Scenario{
		{
			Name: "latency: zero when they stop, and no error", Metric: durations,
			Load: answered("15s", append([]stream{
				{Gateway, own, "gateway-a", "200", "0+60x20 1200x60", "100"},
				{Gateway, own, "gateway-a", "200", "0+60x20 1200x60", "+Inf"},
				{InMesh, own, "frontend-a", "200", "0+60x20 1200x60", "100"},
				{InMesh, own, "frontend-a", "200", "0+60x20 1200x60", "+Inf"},
			}, slow...)...),
			At: minutes(10, 15),
		},
		{
			Name: "latency: 503s without an endpoint are not answers", Metric: durations,
			Load: answered("15s", append([]stream{
				{Gateway, own, "gateway-a", "503", "0+60x80", "100"},
				{Gateway, own, "gateway-a", "503", "0+60x80", "+Inf"},
				{InMesh, own, "frontend-a", "503", "0+60x80", "100"},
				{InMesh, own, "frontend-a", "503", "0+60x80", "+Inf"},
			}, slow...)...),
			At: minutes(1, 10),
		},
		{Name: "latency: only others' is zero", Metric: durations, Load: answered("15s", slow...), At: minutes(1, 10)},
		{Name: "latency: no series is zero", Metric: durations, Load: answered("15s"), At: minutes(10)},
	}
	for _, p := range []struct {
		quantile           string
		all, gateway, mesh float64
	}{
		{"0.5,", 66.67, 55.56, 83.33},
		{"0.95,", 220, 175, 231.25},
		{"0.99,", 244, 235, 246.25},
	} {
		all = append(all, Scenario{
			Name: "latency: the host's own, in milliseconds", Metric: durations, Part: p.quantile,
			Load: answered("15s", mixed...), At: minutes(10), All: about(p.all), Gateway: about(p.gateway), Mesh: about(p.mesh),
		}, Scenario{
			Name: "latency: scraped every minute", Metric: durations, Part: p.quantile,
			Load: answered("60s", mixed...), At: minutes(30.52), All: about(p.all), Gateway: about(p.gateway), Mesh: about(p.mesh),
		})
	}
	return all
}
