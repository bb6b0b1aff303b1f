#include "kafka_statistics.h"

#include <algorithm>

#include <simdjson.h>

using simdjson::dom::element;

namespace {

/// A whole number of an object, 0 where there is none.
int64_t number(element object, const char *name) {
    int64_t value;
    return object[name].get(value) == simdjson::SUCCESS ? value : 0;
}

/// A figure of a window, e.g. `rtt.p99`.
int64_t number(element object, const char *window, const char *name) {
    element inner;
    return object[window].get(inner) == simdjson::SUCCESS ? number(inner, name) : 0;
}

/// Calls `body` with every value of a member that is an object.
template <typename Body> void each(element object, const char *name, Body body) {
    simdjson::dom::object members;
    if (object[name].get(members) != simdjson::SUCCESS) return;
    for (auto member : members) body(member.value);
}

void add_broker(element broker, kafka_statistics &sums) {
    std::string_view state;
    if (broker["state"].get(state) == simdjson::SUCCESS && (state == "UP" || state == "UPDATE")) sums.brokers_up += 1;
    for (const char *name : {"txerrs", "rxerrs", "req_timeouts"}) sums.request_errors += number(broker, name);
    sums.connects += number(broker, "connects");
    sums.disconnects += number(broker, "disconnects");
    sums.round_trip_us = std::max(sums.round_trip_us, number(broker, "rtt", "avg"));
    sums.round_trip_p99_us = std::max(sums.round_trip_p99_us, number(broker, "rtt", "p99"));
    sums.throttle_ms = std::max(sums.throttle_ms, number(broker, "throttle", "max"));
}

}  // namespace

extern "C" bool kafka_statistics_read(const uint8_t *bytes, size_t length, kafka_statistics *statistics) {
    simdjson::dom::parser parser;
    element root;
    *statistics = {};
    if (parser.parse(bytes, length).get(root) != simdjson::SUCCESS || !root.is_object()) return false;
    statistics->requests = number(root, "tx");
    statistics->sent_bytes = number(root, "tx_bytes");
    statistics->received_bytes = number(root, "rx_bytes");
    statistics->queued_messages = number(root, "msg_cnt");
    statistics->queued_bytes = number(root, "msg_size");
    statistics->rebalances = number(root, "cgrp", "rebalance_cnt");
    each(root, "brokers", [&](element broker) { add_broker(broker, *statistics); });
    each(root, "topics", [&](element topic) {
        each(topic, "partitions", [&](element partition) {
            statistics->queued_messages += number(partition, "fetchq_cnt");
            statistics->queued_bytes += number(partition, "fetchq_size");
        });
    });
    return true;
}
