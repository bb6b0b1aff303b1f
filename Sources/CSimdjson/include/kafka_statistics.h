#pragma once
// Reads the figures that people ask for out of librdkafka's statistics. No exception leaves these functions.
// Source: librdkafka's STATISTICS.md.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Of one client, since it was made where nothing else is said. Sums are over its brokers.
typedef struct {
    int64_t requests;
    int64_t sent_bytes;
    int64_t received_bytes;
    /// Requests and answers that failed, and requests without an answer in time.
    int64_t request_errors;
    int64_t connects;
    int64_t disconnects;
    /// Brokers with a connection now.
    int64_t brokers_up;
    /// Of the slowest broker in the last interval: average and 99th percentile, microseconds.
    int64_t round_trip_us;
    int64_t round_trip_p99_us;
    /// What a broker's quota held back in the last interval, of the most throttled broker, milliseconds.
    int64_t throttle_ms;
    /// Messages and bytes in queues now: to be sent, or fetched and not taken.
    int64_t queued_messages;
    int64_t queued_bytes;
    /// Times that the group gave the client partitions.
    int64_t rebalances;
} kafka_statistics;

/// Returns false where the text is none of librdkafka's statistics; what it lacks is 0.
bool kafka_statistics_read(const uint8_t *bytes, size_t length, kafka_statistics *statistics);

#ifdef __cplusplus
}
#endif
