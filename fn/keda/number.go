package keda

import "encoding/json"

// IsNumber says whether KEDA reads the text as a number: its parser takes what JSON
// takes, so no plus sign, no leading zeros or point, and none of NaN and Inf.
func IsNumber(text string) bool {
	return text != "" && (text[0] == '-' || text[0] >= '0' && text[0] <= '9') &&
		text[len(text)-1] > ' ' && json.Valid([]byte(text))
}
