package scaler

import (
	"net/url"
	"regexp"
	"strings"
)

// secretKey is the half of an AWS login that KEDA does not read from metadata.
const (
	secretKey     = "awsSecretAccessKey"
	secretKeyHint = "set it by naming an environment variable of the container in awsSecretAccessKeyFromEnv, or as the parameter awsSecretAccessKey of a TriggerAuthentication"
)

// checkAWSLogin checks the login to AWS: pkg/scalers/aws, GetAwsAuthorization.
func checkAWSLogin(c *checker) {
	owner := c.Metadata["identityOwner"]
	login := c.Credentials
	if login.Identity == "aws" || login.Open || owner != "" && owner != "pod" || login.Parameters["awsRoleArn"] {
		return
	}
	key := login.Parameters["awsAccessKeyID"] || login.Parameters["awsAccessKeyId"]
	if key && login.Parameters["awsSecretAccessKey"] {
		return
	}
	if !key {
		key = c.Metadata["awsAccessKeyID"] != "" || c.namesVariable("awsAccessKeyIDFromEnv")
		if key && c.namesVariable("awsSecretAccessKeyFromEnv") {
			return
		}
	}
	if c.Metadata[secretKey] != "" {
		c.add(Missing, "metadata."+secretKey, "KEDA does not read "+secretKey+" from metadata, and cannot authenticate to AWS without it", secretKeyHint)
		return
	}
	what := "awsAccessKeyID and awsSecretAccessKey are"
	if key {
		what = "awsSecretAccessKey is"
	}
	c.add(Missing, AuthenticationField, what+" missing, so KEDA cannot authenticate to AWS",
		"refer to a TriggerAuthentication with podIdentity: {provider: aws} or with both keys, or set identityOwner: operator for KEDA's own identity")
}

// namesVariable reports whether a key names a variable that has a value, or may have one.
func (c *checker) namesVariable(key string) bool {
	name := c.Metadata[key]
	return name != "" && (c.Variable == nil || c.Variable(name).State != Absent)
}

// checkSQS mirrors pkg/scalers/aws_sqs_queue_scaler.go.
func checkSQS(c *checker) {
	if v := c.value("queueURL"); v.State == Plain {
		// Anything that is not an address is the queue's name.
		if u, err := url.ParseRequestURI(v.Text); err == nil {
			if parts := strings.Split(u.Path, "/"); len(parts) != 3 || parts[2] == "" {
				c.addMalformed("queueURL", "does not name a queue", "use https://sqs.REGION.amazonaws.com/ACCOUNT/QUEUE")
			}
		}
	}
}

// checkGoogleLogin checks the login to Google Cloud: pkg/scalers/gcp, GetGCPAuthorization.
func checkGoogleLogin(c *checker) {
	login := c.Credentials
	if login.Identity == "gcp" || login.Open || login.Parameters["GoogleApplicationCredentials"] ||
		c.Metadata["credentialsFromEnv"] != "" || c.Metadata["credentialsFromEnvFile"] != "" {
		return
	}
	c.add(Missing, AuthenticationField, "there are no credentials for Google Cloud",
		"refer to a TriggerAuthentication with podIdentity: {provider: gcp} or the parameter GoogleApplicationCredentials, or set credentialsFromEnv")
}

const sizeMode = "SubscriptionSize"

// checkPubSub mirrors pkg/scalers/gcp_pubsub_scaler.go.
func checkPubSub(c *checker) {
	switch {
	case c.has("subscriptionName") && c.has("topicName"):
		c.addContradiction("topicName", "cannot be combined with subscriptionName", "keep one of them")
	case c.lacks("subscriptionName") && c.lacks("topicName"):
		c.add(Missing, "metadata.subscriptionName", "subscriptionName is missing", "set it, or topicName")
	}
	// Modes are metrics of Pub/Sub, except for this one, which KEDA translates.
	if mode := c.value("mode"); mode.State == Plain && mode.Text != sizeMode && strings.EqualFold(strings.ReplaceAll(mode.Text, "_", ""), sizeMode) {
		c.add(Unusable, "metadata.mode", quoted("mode", mode.Text)+" is not a Pub/Sub metric", "use "+sizeMode)
	}
}

// checkServiceBus mirrors pkg/scalers/azure_servicebus_scaler.go.
func checkServiceBus(c *checker) {
	switch {
	case c.has("queueName") && c.has("subscriptionName"):
		c.addContradiction("subscriptionName", "cannot be combined with queueName", "keep queueName, or topicName and subscriptionName")
	case c.has("queueName") && c.has("topicName"):
		c.addContradiction("topicName", "cannot be combined with queueName", "keep one of them")
	case c.has("topicName"):
		c.require("topicName", "subscriptionName")
	case c.lacks("queueName") && c.lacks("topicName"):
		c.add(Missing, "metadata.queueName", "queueName is missing", "set it, or topicName and subscriptionName")
	}
	if c.isTrue("useRegex") {
		c.checkRegexp("queueName")
		c.checkRegexp("subscriptionName")
	}
}

func (c *checker) checkServiceBusLogin() {
	switch identity := c.Credentials.Identity; {
	case identity == "azure-workload":
		c.require("the workload identity", "namespace")
	case identity != "" && identity != "none":
		c.add(Contradictory, AuthenticationField, "the pod identity "+identity+" does not work with Azure", "use podIdentity: {provider: azure-workload}, or the parameter connection")
	case !c.Credentials.Open && c.lacks("connection"):
		c.add(Missing, "metadata.connection", "there is no connection",
			"set connectionFromEnv, or refer to a TriggerAuthentication with the parameter connection or with podIdentity: {provider: azure-workload}")
	}
}

func (c *checker) checkRegexp(name string) {
	if v := c.value(name); v.State == Plain {
		if _, err := regexp.Compile(v.Text); err != nil {
			c.addMalformed(name, "is not a regular expression", "correct it, or remove useRegex")
		}
	}
}
