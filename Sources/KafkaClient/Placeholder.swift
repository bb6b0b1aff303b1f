// Sources of KafkaClient.
