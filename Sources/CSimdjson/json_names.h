#pragma once
#include <cstring>

#include "json_reader.h"

#define INLINE __attribute__((always_inline)) inline
/// Kept out of the loops that call it, which are smaller and faster without.
#define COLD __attribute__((noinline))

/// Names in three words each, with the quotes and the colon that stand around them in a document, and a hash table of
/// them.
struct json_names {
    /// Bytes that `is` reads.
    static constexpr size_t quoted_bytes = 24;
    /// The words are those of `"name":`, where it has room. An entry without a name has words that no UTF-8 holds.
    struct alignas(64) entry {
        uint64_t words[3] = {~0ull, ~0ull, ~0ull};
        uint64_t masks[3] = {~0ull, ~0ull, ~0ull};
        uint32_t length = 0;
    };
    static constexpr uint32_t table_size = 256;
    entry entries[JSON_NAMES_MAX];
    /// Number + 1 of the name, 0 for none; collisions go to the next place.
    uint8_t table[table_size] = {};
    uint32_t count = 0;

    INLINE static uint64_t load(const uint8_t *p) {
        uint64_t word;
        std::memcpy(&word, p, 8);
        return word;
    }

    static uint32_t place(const uint8_t *name, uint32_t length) {
        uint64_t hash = length;
        if (length >= 8) {
            const uint64_t last = load(name + length - 8);
            hash ^= load(name) ^ (last << 5 | last >> 59);
        } else {
            for (uint32_t i = 0; i < length; ++i) hash = hash << 8 | name[i];
        }
        return uint32_t(hash * 0x9E3779B97F4A7C15ull >> 56);
    }

    /// Whether name number `id` with its quotes and a colon stands at p, where 24 bytes can be read.
    INLINE bool is(uint32_t id, const uint8_t *p) const {
        const entry &e = entries[id];
        return (((load(p) ^ e.words[0]) & e.masks[0]) | ((load(p + 8) ^ e.words[1]) & e.masks[1])
                   | ((load(p + 16) ^ e.words[2]) & e.masks[2]))
            == 0;
    }

    /// Returns the number of a name, -1 where it is not known.
    int32_t find(const uint8_t *name, uint32_t length) const;
};
