package scaler

import (
	"net"
	"regexp"
	"strconv"
	"strings"
)

// checkKafka mirrors pkg/scalers/kafka_scaler.go.
func checkKafka(c *checker) {
	c.checkAtLeast("lagThreshold", 1)
	c.checkAtLeast("activationLagThreshold", 0)
	c.checkKafkaPartitions()
	c.checkKafkaVersion()
	c.checkKafkaTopics()
	c.checkBrokers()
	c.checkNotBoth("limitToPartitionsWithLag", "ensureEvenDistributionOfPartitions")
	if c.lacks("topic") && c.isTrue("ensureEvenDistributionOfPartitions") {
		c.require("ensureEvenDistributionOfPartitions", "topic")
	}
	if c.lacks("topic") && c.is("fullMetadata", "false") {
		c.require("fullMetadata: false", "topic")
	}
	ifValue("tls", enable, both("cert", "key"))(c)
}

// checkApacheKafka mirrors pkg/scalers/apache_kafka_scaler.go.
func checkApacheKafka(c *checker) {
	c.checkAtLeast("lagThreshold", 1)
	c.checkAtLeast("activationLagThreshold", 0)
	c.checkKafkaTopics()
	c.checkBrokers()
	ifValue("tls", enable, both("cert", "key"))(c)
	c.checkOnePlace("sasl", "sasl")
	c.checkOnePlace("tls", "tls")
	ifValue("sasl", []string{"plaintext"}, requiredFor("sasl: plaintext", "username", "password"))(c)
	ifValue("sasl", []string{"aws_msk_iam"}, checkMSKLogin("sasl: aws_msk_iam"))(c)
}

func (c *checker) checkKafkaTopics() {
	c.checkNotBoth("allowIdleConsumers", "limitToPartitionsWithLag")
	if c.lacks("topic") && c.isTrue("limitToPartitionsWithLag") {
		c.require("limitToPartitionsWithLag", "topic")
	}
}

// checkBrokers checks that a broker has a port: KEDA dials brokers as they are written. One that
// responds knows the others.
func (c *checker) checkBrokers() {
	v := c.value("bootstrapServers")
	if v.State != Plain {
		return
	}
	for _, broker := range list(v.Text) {
		if _, port, err := net.SplitHostPort(strings.TrimSpace(broker)); err == nil && port != "" {
			return
		}
	}
	c.addUnreachable("bootstrapServers", "has no broker with a port", "use host:port, such as kafka.queues:9092")
}

// checkKafkaPartitions checks for a list of numbers and ranges.
func (c *checker) checkKafkaPartitions() {
	v := c.value("partitionLimitation")
	if v.State != Plain {
		return
	}
	for part := range strings.SplitSeq(v.Text, ",") {
		ends := strings.Split(strings.TrimSpace(part), "-")
		wrong := len(ends) > 2
		for _, end := range ends {
			_, err := strconv.ParseInt(strings.TrimSpace(end), 10, 32)
			wrong = wrong || err != nil
		}
		if wrong {
			c.addMalformed("partitionLimitation", "is not a list of partitions", "use numbers and ranges, such as \"0,2-5\"")
			return
		}
	}
}

// checkKafkaVersion checks for a version that sarama, KEDA's client, accepts.
func (c *checker) checkKafkaVersion() {
	v := c.value("version")
	if v.State != Plain {
		return
	}
	form := `^\d+\.\d+\.\d+$`
	if strings.HasPrefix(v.Text, "0") {
		form = `^0\.\d+\.\d+\.\d+$`
	}
	if ok, err := regexp.MatchString(form, v.Text); err != nil || !ok || len(v.Text) < 5 {
		c.addMalformed("version", "is not a Kafka version", "use three numbers, such as \"3.9.0\", or four before 1.0")
	}
}

func (c *checker) checkKafkaLogin() {
	for _, login := range []string{"plaintext", "scram_sha256", "scram_sha512"} {
		ifValue("sasl", []string{login}, requiredFor("sasl: "+login, "username", "password"))(c)
	}
	ifValue("sasl", []string{"gssapi"}, (*checker).checkKerberos)(c)
	bearer := requiredFor("sasl: oauthbearer", "username", "password", "oauthTokenEndpointUri")
	if c.lacks("saslTokenProvider") {
		ifValue("sasl", []string{"oauthbearer"}, bearer)(c)
		return
	}
	ifValue("sasl", []string{"oauthbearer"}, ifValue("saslTokenProvider", []string{"bearer"}, bearer), ifValue("saslTokenProvider", []string{"aws_msk_iam"}, checkMSKLogin("saslTokenProvider: aws_msk_iam")))(c)
}

func (c *checker) checkKerberos() {
	given := 0
	for _, name := range []string{"password", "keytab", "ccacheName"} {
		if c.value(name).State == Possible {
			return
		}
		if c.has(name) {
			given++
		}
	}
	if given != 1 {
		c.addContradiction("sasl", "gssapi needs exactly one of password, keytab and ccacheName", "set exactly one of them as a parameter of a TriggerAuthentication")
	}
	c.require("sasl: gssapi", "username", "realm", "kerberosConfig")
}

// checkMSKLogin returns a condition on the login of Amazon's managed Kafka.
func checkMSKLogin(because string) check {
	return func(c *checker) {
		if c.is("tls", "disable") {
			c.addContradiction("tls", "is off, but "+because+" needs it", "set tls: enable")
		}
		c.require(because, "awsRegion")
		checkAWSLogin(c)
	}
}
