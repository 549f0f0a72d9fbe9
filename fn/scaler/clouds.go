package scaler

import (
	"net/url"
	"regexp"
	"strings"
)

// secretKey is the half of AWS's login that KEDA does not take from metadata, as it does the other.
const (
	secretKey     = "awsSecretAccessKey"
	secretKeyHint = "give it by awsSecretAccessKeyFromEnv, the name of a variable of the container, or as the parameter awsSecretAccessKey of a TriggerAuthentication"
)

// amazon is how KEDA logs in to AWS: pkg/scalers/aws, GetAwsAuthorization.
func amazon(j *judge) {
	owner := j.Metadata["identityOwner"]
	c := j.Credentials
	if c.Identity == "aws" || c.Open || owner != "" && owner != "pod" || c.Parameters["awsRoleArn"] {
		return
	}
	key := c.Parameters["awsAccessKeyID"] || c.Parameters["awsAccessKeyId"]
	if key && c.Parameters["awsSecretAccessKey"] {
		return
	}
	if !key {
		key = j.Metadata["awsAccessKeyID"] != "" || j.variable("awsAccessKeyIDFromEnv")
		if key && j.variable("awsSecretAccessKeyFromEnv") {
			return
		}
	}
	if j.Metadata[secretKey] != "" {
		j.add(Missing, "metadata."+secretKey, "KEDA does not read "+secretKey+" from metadata, and has no login to AWS without it", secretKeyHint)
		return
	}
	what := "awsAccessKeyID and awsSecretAccessKey are"
	if key {
		what = "awsSecretAccessKey is"
	}
	j.add(Missing, AuthenticationField, what+" missing, so that KEDA has no login to AWS",
		"name a TriggerAuthentication with podIdentity: {provider: aws} or with both keys, or write identityOwner: operator for KEDA's own identity")
}

// variable says whether a key names a variable that has a value, or may have one.
func (j *judge) variable(key string) bool {
	name := j.Metadata[key]
	return name != "" && (j.Variable == nil || j.Variable(name).State != Absent)
}

// sqs is pkg/scalers/aws_sqs_queue_scaler.go.
func sqs(j *judge) {
	if v := j.get("queueURL"); v.State == Plain {
		// A text that is no address is the queue's name.
		if u, err := url.ParseRequestURI(v.Text); err == nil {
			if parts := strings.Split(u.Path, "/"); len(parts) != 3 || parts[2] == "" {
				j.malformed("queueURL", "has no queue in it", "write https://sqs.REGION.amazonaws.com/ACCOUNT/QUEUE")
			}
		}
	}
	j.target("queueLength")
	amazon(j)
}

// googleCloud is how KEDA logs in to Google: pkg/scalers/gcp, GetGCPAuthorization.
func googleCloud(j *judge) {
	c := j.Credentials
	if c.Identity == "gcp" || c.Open || c.Parameters["GoogleApplicationCredentials"] ||
		j.Metadata["credentialsFromEnv"] != "" || j.Metadata["credentialsFromEnvFile"] != "" {
		return
	}
	j.add(Missing, AuthenticationField, "there are no credentials for Google Cloud",
		"name a TriggerAuthentication with podIdentity: {provider: gcp} or the parameter GoogleApplicationCredentials, or write credentialsFromEnv")
}

const sizeMode = "SubscriptionSize"

// pubSub is pkg/scalers/gcp_pubsub_scaler.go.
func pubSub(j *judge) {
	switch {
	case j.has("subscriptionName") && j.has("topicName"):
		j.contradiction("topicName", "does not go with subscriptionName", "keep one of them")
	case j.lacks("subscriptionName") && j.lacks("topicName"):
		j.add(Missing, "metadata.subscriptionName", "subscriptionName is missing", "write it, or topicName")
	}
	// Modes are metrics of Pub/Sub, but for this one, which KEDA translates.
	if mode := j.get("mode"); mode.State == Plain && mode.Text != sizeMode && strings.EqualFold(strings.ReplaceAll(mode.Text, "_", ""), sizeMode) {
		j.add(Untenable, "metadata.mode", quoted("mode", mode.Text)+" is no metric of Pub/Sub", "write "+sizeMode)
	}
	j.target("value")
	googleCloud(j)
}

// serviceBus is pkg/scalers/azure_servicebus_scaler.go.
func serviceBus(j *judge) {
	switch {
	case j.has("queueName") && j.has("subscriptionName"):
		j.contradiction("subscriptionName", "does not go with queueName", "keep queueName, or topicName and subscriptionName")
	case j.has("queueName") && j.has("topicName"):
		j.contradiction("topicName", "does not go with queueName", "keep one of them")
	case j.has("topicName"):
		j.needs("topicName", "subscriptionName")
	case j.lacks("queueName") && j.lacks("topicName"):
		j.add(Missing, "metadata.queueName", "queueName is missing", "write it, or topicName and subscriptionName")
	}
	if j.isTrue("useRegex") {
		j.regularExpression("queueName")
		j.regularExpression("subscriptionName")
	}
	j.serviceBusLogin()
	j.target("messageCount")
}

func (j *judge) serviceBusLogin() {
	switch identity := j.Credentials.Identity; {
	case identity == "azure-workload":
		j.needs("the workload identity", "namespace")
	case identity != "" && identity != "none":
		j.add(Contradictory, AuthenticationField, "the pod identity "+identity+" is not for Azure", "use podIdentity: {provider: azure-workload}, or the parameter connection")
	case !j.Credentials.Open && j.lacks("connection"):
		j.add(Missing, "metadata.connection", "there is no connection",
			"write connectionFromEnv, or name a TriggerAuthentication with the parameter connection or with podIdentity: {provider: azure-workload}")
	}
}

func (j *judge) regularExpression(name string) {
	if v := j.get(name); v.State == Plain {
		if _, err := regexp.Compile(v.Text); err != nil {
			j.malformed(name, "is no regular expression", "correct it, or remove useRegex")
		}
	}
}
