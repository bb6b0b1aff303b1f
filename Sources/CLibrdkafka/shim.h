#pragma once
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
// Swift's Glibc module leaves eventfd out; librdkafka queues write to one when they become non-empty.
#include <sys/eventfd.h>
