package keda

import "encoding/json"

// IsNumber reports whether KEDA parses the text as a number. Its parser follows JSON: no plus sign,
// no leading zeros or point, no NaN or Inf.
func IsNumber(text string) bool {
	return text != "" && (text[0] == '-' || text[0] >= '0' && text[0] <= '9') &&
		text[len(text)-1] > ' ' && json.Valid([]byte(text))
}
