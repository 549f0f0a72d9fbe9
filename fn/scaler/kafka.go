package scaler

import (
	"net"
	"regexp"
	"strconv"
	"strings"
)

// kafka is pkg/scalers/kafka_scaler.go.
func kafka(j *judge) {
	j.atLeast("lagThreshold", 1)
	j.atLeast("activationLagThreshold", 0)
	j.kafkaPartitions()
	j.kafkaVersion()
	j.kafkaTopics()
	j.brokers()
	j.notBoth("limitToPartitionsWithLag", "ensureEvenDistributionOfPartitions")
	if j.lacks("topic") && j.isTrue("ensureEvenDistributionOfPartitions") {
		j.needs("ensureEvenDistributionOfPartitions", "topic")
	}
	if j.lacks("topic") && j.is("fullMetadata", "false") {
		j.needs("fullMetadata: false", "topic")
	}
	where("tls", enable, pair("cert", "key"))(j)
	j.kafkaLogin()
}

// apacheKafka is pkg/scalers/apache_kafka_scaler.go.
func apacheKafka(j *judge) {
	j.atLeast("lagThreshold", 1)
	j.atLeast("activationLagThreshold", 0)
	j.kafkaTopics()
	j.brokers()
	where("tls", enable, pair("cert", "key"))(j)
	j.onlyIn("sasl", "sasl")
	j.onlyIn("tls", "tls")
	where("sasl", []string{"plaintext"}, needs("sasl: plaintext", "username", "password"))(j)
	where("sasl", []string{"aws_msk_iam"}, mskIAM("sasl: aws_msk_iam"))(j)
}

func (j *judge) kafkaTopics() {
	j.notBoth("allowIdleConsumers", "limitToPartitionsWithLag")
	if j.lacks("topic") && j.isTrue("limitToPartitionsWithLag") {
		j.needs("limitToPartitionsWithLag", "topic")
	}
}

// brokers are dialled as they are written: without a port, nobody answers. One that
// answers knows the others.
func (j *judge) brokers() {
	v := j.get("bootstrapServers")
	if v.State != Plain {
		return
	}
	for _, broker := range list(v.Text) {
		if _, port, err := net.SplitHostPort(strings.TrimSpace(broker)); err == nil && port != "" {
			return
		}
	}
	j.unreachable("bootstrapServers", "has no broker with its port", "write host:port, such as kafka.queues:9092")
}

// kafkaPartitions are numbers and ranges of them.
func (j *judge) kafkaPartitions() {
	v := j.get("partitionLimitation")
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
			j.malformed("partitionLimitation", "is no list of partitions", "write numbers and ranges, such as \"0,2-5\"")
			return
		}
	}
}

// kafkaVersion is what sarama, KEDA's client, takes for a version.
func (j *judge) kafkaVersion() {
	v := j.get("version")
	if v.State != Plain {
		return
	}
	form := `^\d+\.\d+\.\d+$`
	if strings.HasPrefix(v.Text, "0") {
		form = `^0\.\d+\.\d+\.\d+$`
	}
	if ok, err := regexp.MatchString(form, v.Text); err != nil || !ok || len(v.Text) < 5 {
		j.malformed("version", "is no version of Kafka", "write it with three numbers, such as \"3.9.0\", or before 1.0 with four")
	}
}

func (j *judge) kafkaLogin() {
	for _, login := range []string{"plaintext", "scram_sha256", "scram_sha512"} {
		where("sasl", []string{login}, needs("sasl: "+login, "username", "password"))(j)
	}
	where("sasl", []string{"gssapi"}, (*judge).kerberos)(j)
	bearer := needs("sasl: oauthbearer", "username", "password", "oauthTokenEndpointUri")
	if j.lacks("saslTokenProvider") {
		where("sasl", []string{"oauthbearer"}, bearer)(j)
		return
	}
	where("sasl", []string{"oauthbearer"}, where("saslTokenProvider", []string{"bearer"}, bearer), where("saslTokenProvider", []string{"aws_msk_iam"}, mskIAM("saslTokenProvider: aws_msk_iam")))(j)
}

func (j *judge) kerberos() {
	given := 0
	for _, name := range []string{"password", "keytab", "ccacheName"} {
		if j.get(name).State == Possible {
			return
		}
		if j.has(name) {
			given++
		}
	}
	if given != 1 {
		j.contradiction("sasl", "gssapi needs exactly one of password, keytab and ccacheName", "give one of them as a parameter of a TriggerAuthentication")
	}
	j.needs("sasl: gssapi", "username", "realm", "kerberosConfig")
}

// mskIAM returns a condition on the login of Amazon's managed Kafka.
func mskIAM(because string) condition {
	return func(j *judge) {
		if j.is("tls", "disable") {
			j.contradiction("tls", "is off, but "+because+" needs it", "write tls: enable")
		}
		j.needs(because, "awsRegion")
		amazon(j)
	}
}
