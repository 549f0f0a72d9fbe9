package scaler

import (
	"encoding/json"
	"fmt"
	"strings"
)

// units are the units of CloudWatch: types.StandardUnit of the AWS SDK.
var units = []string{
	"Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits",
	"Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second",
	"Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None",
}

// checkCloudWatch mirrors pkg/scalers/aws_cloudwatch_scaler.go, Validate.
func checkCloudWatch(c *checker) {
	if c.lacks("expression") {
		ifAbsent("expression", "namespace", "metricName", "dimensionName", "dimensionValue")(c)
		names, values := c.value("dimensionName"), c.value("dimensionValue")
		if n, v := strings.Count(names.Text, ";"), strings.Count(values.Text, ";"); names.State == Plain && values.State == Plain && n != v {
			c.addContradiction("dimensionValue", fmt.Sprintf("has %d values, but dimensionName has %d", v+1, n+1), "list a value for each, separated by semicolons")
		}
		accepts("metricUnit", false, units...)(c)
	}
	period, collection := c.value("metricStatPeriod"), c.value("metricCollectionTime")
	seconds, all := int64(c.number("metricStatPeriod")), int64(c.number("metricCollectionTime"))
	switch {
	case period.State != Plain:
	case seconds != 1 && seconds != 5 && seconds != 10 && seconds != 30 && (seconds < 60 || seconds%60 != 0):
		c.addMalformed("metricStatPeriod", "is not a CloudWatch period", "use 1, 5, 10, 30 or a multiple of 60")
	case collection.State == Plain && (all < 0 || all%seconds != 0):
		c.addMalformed("metricCollectionTime", fmt.Sprintf("is not a multiple of metricStatPeriod, which is %d", seconds), "use a multiple")
	}
}

// checkDynamoDBExpressions mirrors pkg/scalers/aws_dynamodb_scaler.go: both parameters are JSON.
func checkDynamoDBExpressions(c *checker) {
	const names, values = "expressionAttributeNames", "expressionAttributeValues"
	if v := c.value(names); v.State == Plain {
		var read map[string]string
		switch err := json.NewDecoder(strings.NewReader(v.Text)).Decode(&read); {
		case err != nil || len(read) == 0:
			c.addMalformed(names, "is not a JSON object of names", `use an object such as {"#yr": "year"}`)
		case !json.Valid([]byte(v.Text)) || strings.Contains(v.Text, `"$`):
			c.add(Unchecked, "metadata."+names, names+" is extended JSON, which is not checked", "check that KEDA reads it")
		}
	}
	if v := c.value(values); v.State == Plain {
		var read map[string]any
		if err := json.Unmarshal([]byte(v.Text), &read); err != nil {
			c.addMalformed(values, "is not a JSON object", `use an object such as {":yr": {"N": "1994"}}`)
			return
		}
		for _, value := range read {
			if !isAttribute(value) {
				c.addMalformed(values, "has a value without a DynamoDB type", `use an object such as {":yr": {"N": "1994"}}`)
				return
			}
		}
	}
}

// isAttribute reports whether KEDA accepts a value: attributeValueFromInterface. If an object has
// several types, KEDA reads any one of them, so all must be valid.
func isAttribute(value any) bool {
	typed, ok := value.(map[string]any)
	for typ, v := range typed {
		switch typ {
		case "S", "N", "B":
			_, ok = v.(string)
		case "BOOL":
			_, ok = v.(bool)
		case "L":
			var list []any
			list, ok = v.([]any)
			for _, element := range list {
				ok = ok && isAttribute(element)
			}
		case "M":
			var fields map[string]any
			fields, ok = v.(map[string]any)
			for _, field := range fields {
				ok = ok && isAttribute(field)
			}
		default:
			ok = typ == "NULL"
		}
		if !ok {
			return false
		}
	}
	return ok
}
