package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"modelhost.dev/scale-modelhosts/config"
)

func TestParseSeconds(t *testing.T) {
	for text, want := range map[string]config.Seconds{
		"0": 0, "15": 15, "015": 15, "0s": 0, "15s": 15, "5m": 300, "1h30m": 5400, "1.5m": 90, "2000ms": 2, "2147483647": 2147483647,
	} {
		got, err := config.ParseSeconds(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for text, want := range map[string]string{
		"":                     `"" is not a duration; use 15s, 5m or a number of seconds`,
		"five":                 `"five" is not a duration; use 15s, 5m or a number of seconds`,
		"1.5":                  `"1.5" is not a duration; use 15s, 5m or a number of seconds`,
		"5 m":                  `"5 m" is not a duration; use 15s, 5m or a number of seconds`,
		"1d":                   `"1d" is not a duration; use 15s, 5m or a number of seconds`,
		"-5":                   `"-5" is negative; use a duration such as 15s or 5m`,
		"-5s":                  `"-5s" is negative; use a duration such as 15s or 5m`,
		"1500ms":               `"1500ms" is not a multiple of 1s; use a duration such as 15s`,
		"2147483648":           `"2147483648" is too long; the maximum is 2147483647s`,
		"1000000h":             `"1000000h" is too long; the maximum is 2147483647s`,
		"99999999999999999999": `"99999999999999999999" is too long; the maximum is 2147483647s`,
	} {
		_, err := config.ParseSeconds(text)
		assert.EqualError(t, err, want)
	}
}

func TestWindow(t *testing.T) {
	for seconds, want := range map[config.Seconds]string{0: "0s", 30: "30s", 60: "1m", 90: "90s", 3600: "1h", 5400: "90m", 7200: "2h"} {
		assert.Equal(t, want, seconds.Window())
	}
}

func TestAmountKeepsTheUsersForm(t *testing.T) {
	for text, want := range map[string]config.Amount{
		"70": "70", `"70"`: "70", "0.50": "0.50", "500m": "500m", "8Gi": "8Gi", "off": config.Off, `"off"`: config.Off, "1e3": "1e3",
	} {
		var a config.Amount
		require.NoError(t, a.UnmarshalNode(yaml.MustParse(text).YNode()), text)
		assert.Equal(t, want, a, text)
	}
	for _, text := range []string{"true", "[70]", "{a: 70}"} {
		var a config.Amount
		assert.Error(t, a.UnmarshalNode(yaml.MustParse(text).YNode()), text)
	}
}

func TestSecondsAreNumbersOrStrings(t *testing.T) {
	for _, text := range []string{"90", `"90"`, "90s", "1m30s"} {
		var s config.Seconds
		require.NoError(t, s.UnmarshalNode(yaml.MustParse(text).YNode()), text)
		assert.Equal(t, config.Seconds(90), s, text)
	}
	for _, text := range []string{"true", "[90]", "9.5"} {
		var s config.Seconds
		assert.Error(t, s.UnmarshalNode(yaml.MustParse(text).YNode()), text)
	}
}
