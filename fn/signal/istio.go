package signal

import (
	"strings"

	"modelhost.dev/scale-modelhosts/config"
)

// requests is the placeholder for the matchers of the host's requests. They follow from
// spec.istio.
const requests = "$(istio-requests)"

// insertMatchers fills in the matchers that follow from spec.istio. They have placeholders
// themselves, which are filled in for each host.
func insertMatchers(s config.Signal, istio config.Istio) config.Signal {
	if strings.Contains(s.Query+s.WakeQuery, requests) {
		matchers := strings.Join(istio.Requests(), ", ")
		s.Query = strings.ReplaceAll(s.Query, requests, matchers)
		s.WakeQuery = strings.ReplaceAll(s.WakeQuery, requests, matchers)
	}
	return s
}

// istioVersion is the first one with reporter="waypoint"
// (github.com/istio/istio/issues/51313).
const istioVersion = "Istio 1.22"

// istio returns the signals for requests, as callers report them.
func istio() []Entry {
	return []Entry{
		rps(),
		query("latency-p50", latency("50th", "0.5")),
		query("latency-p95", latency("95th", "0.95")),
		query("latency-p99", latency("99th", "0.99")),
	}
}

func rps() Entry {
	ignoreNullValues := true
	return query(RPS, config.Signal{
		Description: "requests per second per replica to the Service", Unit: "requests per second",
		Source: "Istio, istio_requests_total as reported by the callers' side (see `spec.istio`)", Version: istioVersion,
		Query: "sum(\n  rate(istio_requests_total{" + requests + "}[$(window)])\n)\n",
		// rate() does not see the first request of a new series, and at zero every series
		// is new. Without looking back for an hour, the whole counter would count as new
		// after failed scrapes. After a counter reset, all of it is new.
		WakeQuery: "sum(\n" +
			"  (\n" +
			"    istio_requests_total{" + requests + "}\n" +
			"    - last_over_time(istio_requests_total{" + requests + "}[1h] offset $(window))\n" +
			"  ) >= 0\n" +
			"  or istio_requests_total{" + requests + "}\n" +
			") / $(window-seconds)\n",
		MetricType: "AverageValue", OutsidePod: true, IgnoreNullValues: &ignoreNullValues, Minimum: number(0),
	})
}

// latency returns a percentile of the responses from pods. It leaves out the quick 503
// responses, with the flag UH, that a gateway sends itself at zero.
func latency(percentile, quantile string) config.Signal {
	ignoreNullValues := true
	return config.Signal{
		Description: percentile + " percentile of the request latency", Unit: "milliseconds",
		Source: "Istio, istio_request_duration_milliseconds as reported by the callers' side", Version: istioVersion,
		Query:      "histogram_quantile(\n  " + quantile + ",\n  sum by (le) (\n    rate(istio_request_duration_milliseconds_bucket{" + requests + ", response_flags!=\"UH\"}[$(window)])\n  )\n)\n",
		MetricType: "Value", IgnoreNullValues: &ignoreNullValues, Minimum: number(0),
	}
}
