package annotation

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
	"modelhost.dev/scale-modelhosts/fn/keda"
	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
	"modelhost.dev/scale-modelhosts/fn/problem"
	"modelhost.dev/scale-modelhosts/fn/schedule"
	"modelhost.dev/scale-modelhosts/fn/strictyaml"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

func readEnabled(in *Values, text string) []problem.Problem {
	value, problems := readBoolean(text)
	in.Enabled = value || len(problems) > 0
	return problems
}

func readPaused(in *Values, text string) []problem.Problem {
	value, problems := readBoolean(text)
	in.Paused = &value
	return problems
}

func readProfile(in *Values, text string) []problem.Problem {
	in.Profile = text
	return checkNotEmpty(text, "name a profile")
}

func readKey(in *Values, text string) []problem.Problem {
	in.Key = text
	if !config.IsDNSLabel(text) {
		return []problem.Problem{{
			Message: fmt.Sprintf("%q is not a valid key", text),
			Hint:    "use at most 63 lowercase letters, digits and dashes, with a letter or digit at both ends",
		}}
	}
	return nil
}

func readService(in *Values, text string) []problem.Problem {
	in.Service = text
	if !config.IsDNSLabel(text) {
		return []problem.Problem{{Message: fmt.Sprintf("%q is not a valid Service name", text), Hint: "name a Service in the workload's namespace"}}
	}
	return nil
}

func readMin(in *Values, text string) []problem.Problem {
	return readInteger(&in.Settings.MinReplicas, text, 0)
}

func readMax(in *Values, text string) []problem.Problem {
	return readInteger(&in.Settings.MaxReplicas, text, 1)
}

func readIdle(in *Values, text string) []problem.Problem {
	return readInteger(&in.Settings.IdleReplicas, text, 0)
}

func readPausedReplicas(in *Values, text string) []problem.Problem {
	return readInteger(&in.PausedReplicas, text, 0)
}

func readPolling(in *Values, text string) []problem.Problem {
	return readSeconds(&in.Settings.PollingInterval, text, keda.MinPollingInterval)
}

func readCooldown(in *Values, text string) []problem.Problem {
	return readSeconds(&in.Settings.CooldownPeriod, text, keda.MinCooldownPeriod)
}

func readInitialCooldown(in *Values, text string) []problem.Problem {
	return readSeconds(&in.Settings.InitialCooldownPeriod, text, keda.MinInitialCooldownPeriod)
}

func readHTTPHosts(in *Values, text string) []problem.Problem {
	in.Settings.HTTPHosts = splitList(text)
	return checkNotEmpty(strings.Join(in.Settings.HTTPHosts, ""), "list the host names that clients use, such as llama.example.com")
}

func readHTTPPaths(in *Values, text string) []problem.Problem {
	in.Settings.HTTPPaths = splitList(text)
	return checkNotEmpty(strings.Join(in.Settings.HTTPPaths, ""), "list path prefixes, such as /v1/llama")
}

func readHTTPPort(in *Values, text string) []problem.Problem {
	port, err := config.ParsePort(text)
	if err != nil {
		return []problem.Problem{{Message: err.Error()}}
	}
	in.Settings.HTTPPort = &port
	return nil
}

func readColdStart(in *Values, text string) []problem.Problem {
	return readSeconds(&in.Settings.ColdStart, text, 1)
}

// splitList splits a list at commas, spaces and line breaks.
func splitList(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
}

func readTriggers(in *Values, text string) []problem.Problem {
	return decodeYAML(text, &in.Settings.Triggers)
}

// readSchedule reads a line for each range, or off.
func readSchedule(in *Values, text string) []problem.Problem {
	in.Settings.Schedule = schedule.Lines(text)
	switch {
	case len(in.Settings.Schedule) == 0:
		return []problem.Problem{{Message: "is empty", Hint: "use a line such as " + schedule.Example + ", or off"}}
	case strings.TrimSpace(text) == string(config.Off):
		in.Settings.Schedule = config.Schedule{}
	}
	return in.Settings.Schedule.Problems()
}

// readNothing reads an annotation that does not change scaling, such as ignore.
func readNothing(*Values, string) []problem.Problem { return nil }

func readBehavior(in *Values, text string) []problem.Problem {
	return decodeYAML(text, &in.Settings.Behavior)
}

func readFallback(in *Values, text string) []problem.Problem {
	return decodeYAML(text, &in.Settings.Fallback)
}

func readAuthentication(in *Values, text string) []problem.Problem {
	in.Settings.Authentication = text
	return checkNotEmpty(text, "name an entry of spec.authentication in the functionConfig, or a TriggerAuthentication in the package")
}

func readHPAPolicy(in *Values, text string) []problem.Problem {
	in.HPAPolicy = text
	return checkOneOf(text, config.HPAPolicies())
}

func readReplicasPolicy(in *Values, text string) []problem.Problem {
	in.ReplicasPolicy = text
	return checkOneOf(text, config.ReplicasPolicies())
}

func readScaledObject(in *Values, text string) []problem.Problem {
	node, problems := strictyaml.Parse(text, "")
	if len(problems) > 0 {
		return problems
	}
	if node.Kind != yaml.MappingNode {
		return []problem.Problem{{Message: "is not an object", Hint: "use fields of a ScaledObject's spec, such as advanced: {…}"}}
	}
	in.Settings.ScaledObject = node
	return nil
}

// decodeYAML decodes YAML held in an annotation.
func decodeYAML(text string, into any) []problem.Problem {
	node, problems := strictyaml.Parse(text, "")
	if len(problems) == 0 {
		problems = strictyaml.Decode(node, "", into)
	}
	return problems
}

func readBoolean(text string) (bool, []problem.Problem) {
	switch text {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, []problem.Problem{{Message: fmt.Sprintf("%q is neither true nor false", text), Hint: `use "true" or "false"`}}
}

// digits matches an integer. Leading zeros are allowed.
var digits = lazyregexp.New(`^-?[0-9]+$`)

func readInteger(into **int32, text string, least int32) []problem.Problem {
	hint := fmt.Sprintf("use an integer of at least %d", least)
	if !digits.MatchString(text) {
		return []problem.Problem{{Message: fmt.Sprintf("%q is not an integer", text), Hint: hint}}
	}
	n, err := strconv.ParseInt(text, 10, 32)
	switch {
	case n < int64(least):
		return []problem.Problem{{Message: fmt.Sprintf("%s is less than %d", text, least), Hint: hint}}
	case err != nil:
		return []problem.Problem{{Message: fmt.Sprintf("%s is more than %d", text, math.MaxInt32), Hint: hint}}
	}
	value := int32(n)
	*into = &value
	return nil
}

func readSeconds(into **config.Seconds, text string, least config.Seconds) []problem.Problem {
	value, err := config.ParseSeconds(text)
	if err != nil {
		return []problem.Problem{{Message: err.Error()}}
	}
	if value < least {
		return []problem.Problem{{Message: fmt.Sprintf("%s is less than %ds", text, least), Hint: fmt.Sprintf("use %ds or more", least)}}
	}
	*into = &value
	return nil
}

func checkNotEmpty(text, hint string) []problem.Problem {
	if strings.TrimSpace(text) == "" {
		return []problem.Problem{{Message: "is empty", Hint: hint}}
	}
	return nil
}

func checkOneOf(text string, allowed []string) []problem.Problem {
	if slices.Contains(allowed, text) {
		return nil
	}
	return []problem.Problem{{Message: fmt.Sprintf("%q is not allowed", text), Hint: suggest.DidYouMean(text, allowed)}}
}
