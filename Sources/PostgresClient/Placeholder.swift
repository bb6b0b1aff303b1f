// Sources of PostgresClient.
