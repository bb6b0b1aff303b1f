"""Tells records to an input topic as a producer would: feed.py BROKER TOPIC KIND [PER-SECOND [SECONDS]].

KIND is one of the functions below. Without PER-SECOND it sends eleven thousand records at once; without SECONDS it
sends until it is ended.
"""

import ctypes
import itertools
import json
import sys
import time
from datetime import datetime, timedelta, timezone

run = f"{time.time_ns():x}"


def event(kind, payload, number, at):
    """A record of now, or of another time."""
    return {
        "event_id": f"{run}-{number}",
        "event_type": kind,
        "timestamp": f"{at:%Y-%m-%dT%H:%M:%S.%f}Z",
        "source": "test",
        "payload": payload,
    }


def flight(number, origin="FRA", destination="MUC"):
    """One of many flights of today."""
    return {
        "flight_number": f"LH{number}",
        "flight_date": f"{datetime.now(timezone.utc):%Y-%m-%d}",
        "origin": origin,
        "destination": destination,
        "tail_number": f"D-A{number}",
    }


def scheduled(leg, number, at):
    """The schedule of a flight, some hours ahead."""
    out = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0) + timedelta(hours=5)
    leg["scheduled_departure"] = f"{out:%Y-%m-%dT%H:%M:%SZ}"
    leg["scheduled_arrival"] = f"{out + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    return event("FLIGHT_SCHEDULED", leg, number, at)


def flights(number, at=None):
    """Two hundred flights, then their gates, which change all the time."""
    at = at or datetime.now(timezone.utc)
    leg = flight(100 + number % 200)
    if number < 200:
        return scheduled(leg, number, at)
    return event("GATE_CHANGE", {**leg, "new_gate": f"A{number // 200 % 90}"}, number, at)


def standing(number):
    """The same from a producer whose clock has stood for an hour."""
    return flights(number, datetime.now(timezone.utc) - timedelta(hours=1))


def made_up(number):
    """Flights between airports that nobody has: two codes each."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    def code(place):
        return "".join(letters[place // 26**digit % 26] for digit in (3, 2, 1, 0))

    leg = flight(number % 9000, code(2 * number), code(2 * number + 1))
    return scheduled(leg, number, datetime.now(timezone.utc) - timedelta(hours=1))


def malformed(number):
    """No JSON."""
    return f"{{{number}"


def unreadable(number):
    """Weather reports of which nothing can be read."""
    payload = {"station": "EDDF", "raw": f"EDDF {number} NOTHING"}
    return event("METAR_REPORT", payload, number, datetime.now(timezone.utc))


class Producer:
    """librdkafka, which iropsd needs anyway."""

    def __init__(self, broker):
        self.library = ctypes.CDLL("librdkafka.so.1")
        for name in ("rd_kafka_conf_new", "rd_kafka_new", "rd_kafka_topic_new"):
            getattr(self.library, name).restype = ctypes.c_void_p
        conf = ctypes.c_void_p(self.library.rd_kafka_conf_new())
        why = ctypes.create_string_buffer(512)
        for key, value in (("bootstrap.servers", broker), ("linger.ms", "5"), ("client.id", "feeder")):
            if self.library.rd_kafka_conf_set(conf, key.encode(), value.encode(), why, 512) != 0:
                sys.exit(why.value.decode())
        self.client = ctypes.c_void_p(self.library.rd_kafka_new(0, conf, why, 512))
        if not self.client:
            sys.exit(why.value.decode())

    def topic(self, name):
        return ctypes.c_void_p(self.library.rd_kafka_topic_new(self.client, name.encode(), None))

    def send(self, topic, value):
        copies, any_partition = 2, -1
        while self.library.rd_kafka_produce(
            topic, any_partition, copies, value, ctypes.c_size_t(len(value)), None, ctypes.c_size_t(0), None
        ):
            self.library.rd_kafka_poll(self.client, 100)
        self.library.rd_kafka_poll(self.client, 0)

    def flush(self):
        if self.library.rd_kafka_flush(self.client, 60_000) != 0:
            sys.exit("not all records were taken")


def main():
    broker, name, kind = sys.argv[1:4]
    rate = float(sys.argv[4]) if len(sys.argv) > 4 else None
    seconds = float(sys.argv[5]) if len(sys.argv) > 5 else None
    producer = Producer(broker)
    topic = producer.topic(name)
    begin = time.monotonic()
    for number in itertools.count():
        if rate is None and number == 11_000 or seconds and number / rate > seconds:
            break
        if rate is not None:
            time.sleep(max(0, begin + number / rate - time.monotonic()))
        value = globals()[kind](number)
        producer.send(topic, (value if isinstance(value, str) else json.dumps(value)).encode())
    producer.flush()


main()
