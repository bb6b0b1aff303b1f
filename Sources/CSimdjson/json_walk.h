#pragma once
#include <simdjson.h>

#include <cstdlib>
#include <cstring>
#include <memory>

#include "json_names.h"
#include "json_scalar.h"

INLINE bool is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// A document and the positions that simdjson's first stage found in it: all brackets, colons, commas, opening quotes
/// and beginnings of other scalars. A scalar ends before the next of them, spaces left out, so nothing is searched for.
///
/// The last place is the closing bracket of the document, and the one behind it leads to the opening bracket, which no
/// rule takes where it could be met: a walk cannot run on.
struct places {
    const uint8_t *text = nullptr;
    const uint8_t *text_end = nullptr;
    const uint32_t *index = nullptr;

    INLINE uint8_t at(uint32_t i) const { return text[index[i]]; }

    /// The end of a scalar; a scalar is never the last place.
    INLINE const uint8_t *end_of(uint32_t i) const {
        const uint8_t *end = text + index[i + 1];
        while (is_space(end[-1])) --end;
        return end;
    }

    /// The inside of the string at place i, escapes as they are.
    INLINE bool quoted(uint32_t i, const uint8_t *&begin, uint32_t &length) const {
        const uint8_t *opening = text + index[i];
        const uint8_t *end = end_of(i);
        begin = opening + 1;
        length = uint32_t(end - 1 - begin);
        return end[-1] == '"' && end - opening >= 2;
    }
};

/// The walk over the places of a document.
struct json_reader {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    places document_places;
    uint32_t count = 0;
    bool has_escapes = false;
    bool has_extremes = false;
    uint8_t *arena = nullptr;
    size_t arena_size = 0;
    size_t arena_used = 0;
    static constexpr uint32_t unknown = 0xFFFFFFFF;
    static constexpr uint32_t failed = 0xFFFFFFFE;
    /// The key that came last time behind a key; the two last ones: at the beginning of an outer and of an inner
    /// object.
    uint8_t follower[JSON_NAMES_MAX + 2] = {};
    const char *why = nullptr;
    int64_t failed_at = -1;

    ~json_reader() { std::free(arena); }

    COLD bool fail(uint32_t i, const char *reason) {
        why = reason;
        failed_at = i < count ? int64_t(document_places.index[i]) : -1;
        return false;
    }

    INLINE bool string(const places &p, uint32_t i, const uint8_t *&begin, uint32_t &length) {
        if (!p.quoted(i, begin, length)) return fail(i, "a string is not closed");
        return !has_escapes || unescape(i, begin, length);
    }

    COLD bool unescape(uint32_t i, const uint8_t *&begin, uint32_t &length) {
        if (std::memchr(begin, '\\', length) == nullptr) return true;
        if (arena_size - arena_used < length) return fail(i, "too many escaped strings");
        uint8_t *out = arena + arena_used;
        uint8_t *written = json_unescape(begin, begin + length, out);
        if (written == nullptr) return fail(i, "a string has an escape that is none");
        begin = out;
        length = uint32_t(written - out);
        arena_used += length;
        return true;
    }

    bool word(const places &p, uint32_t i, const char *expected, size_t length, uint8_t kind, json_slot &out) {
        const uint8_t *begin = p.text + p.index[i];
        if (size_t(p.end_of(i) - begin) != length || std::memcmp(begin, expected, length) != 0) {
            return fail(i, "neither a value nor a bracket");
        }
        out.kind = kind;
        return true;
    }

    /// Reads any value; `next` is the place behind it.
    INLINE bool value(const places &p, uint32_t i, json_slot &out, uint32_t &next) {
        next = i + 1;
        if (p.at(i) != '"') return other_value(i, out, next);
        out.kind = JSON_STRING;
        return string(p, i, out.text, out.length);
    }

    COLD bool other_value(uint32_t i, json_slot &out, uint32_t &next) {
        const places p = document_places;
        switch (p.at(i)) {
        case '{':
            out.kind = JSON_OBJECT;
            out.length = i;
            return skip(i, next);
        case '[':
            out.kind = JSON_ARRAY;
            out.length = i;
            return skip(i, next);
        case 't': return word(p, i, "true", 4, JSON_TRUE, out);
        case 'f': return word(p, i, "false", 5, JSON_FALSE, out);
        case 'n': return word(p, i, "null", 4, JSON_NULL, out);
        case '-':
        case '0': case '1': case '2': case '3': case '4':
        case '5': case '6': case '7': case '8': case '9':
            if (!json_number(p.text + p.index[i], p.end_of(i), out)) return fail(i, "a number has no JSON form");
            has_extremes |= out.extreme != 0;
            return true;
        default: return fail(i, "a value is missing or no JSON");
        }
    }

    /// Goes through an object or array and checks its grammar, without recursion.
    COLD bool skip(uint32_t i, uint32_t &next) {
        const places p = document_places;
        uint64_t objects = 0;
        uint32_t depth = 0;
        const size_t arena_before = arena_used;
        json_slot ignored;
        while (true) {
            uint8_t c = p.at(i);
            if (c == '{' || c == '[') {
                if (depth == JSON_DEPTH_MAX - 2) return fail(i, "nested too deeply");
                objects = objects << 1 | (c == '{');
                depth += 1;
                i += 1;
                if (p.at(i) != (c == '{' ? '}' : ']')) {
                    if (c == '{' && !key(p, i)) return false;
                    continue;
                }
            } else {
                uint32_t after;
                if (!value(p, i, ignored, after)) return false;
                arena_used = arena_before;
                i = after;
                if (p.at(i) == ',') {
                    i += 1;
                    if ((objects & 1) != 0 && !key(p, i)) return false;
                    continue;
                }
            }
            // A closing bracket is due, and after it perhaps more of them.
            while (p.at(i) == ((objects & 1) != 0 ? '}' : ']')) {
                objects >>= 1;
                depth -= 1;
                i += 1;
                if (depth == 0) {
                    next = i;
                    return true;
                }
            }
            if (p.at(i) != ',') return fail(i, "a comma or a closing bracket is missing");
            i += 1;
            if ((objects & 1) != 0 && !key(p, i)) return false;
        }
    }

    /// Passes a key and its colon.
    bool key(const places &p, uint32_t &i) {
        const uint8_t *begin;
        uint32_t length;
        if (p.at(i) != '"' || p.at(i + 1) != ':') return fail(i, "a key and a colon are missing");
        if (has_escapes && !string(p, i, begin, length)) return false;
        i += 2;
        return true;
    }

    /// Which names are known in an object, and which member is an object of its own with the names behind them.
    struct scope {
        const json_names &names;
        uint32_t first;
        uint32_t count;
        uint32_t nested;
    };

    /// The number of the key at place i, `unknown` where it has none; `failed` where it is no key.
    COLD uint32_t look_up(const json_names &names, uint32_t before, uint32_t i) {
        const places p = document_places;
        const uint8_t *name;
        uint32_t length;
        if (p.at(i) != '"' || p.at(i + 1) != ':') {
            fail(i, "a key and a colon are missing");
            return failed;
        }
        if (!string(p, i, name, length)) return failed;
        const int32_t found = names.find(name, length);
        if (found < 0) return unknown;
        follower[before] = uint8_t(found);
        return uint32_t(found);
    }

    /// Reads a value that is no string, or whose text is not simply what stands between the quotes.
    /// `present` gets or loses its bit.
    COLD bool member(
        const scope &names, uint32_t known, uint32_t i, json_slot *slots, json_result &result, uint64_t &present,
        uint32_t &next) {
        const places p = document_places;
        const uint64_t bit = 1ull << known;
        if (known == names.nested && p.at(i) == '{') {
            const scope within = {names.names, names.count, names.names.count - names.count, JSON_NAMES_MAX};
            slots[known].kind = JSON_OBJECT;
            present |= bit;
            result.present = 0;
            return object(within, i, slots, result, next);
        }
        if (!value(p, i, slots[known], next)) return false;
        present = slots[known].kind == JSON_NULL ? present & ~bit : present | bit;
        return true;
    }

    COLD bool unknown_member(uint32_t i, json_result &result, uint32_t &next) {
        json_slot ignored;
        result.unknown += 1;
        return value(document_places, i, ignored, next);
    }

    /// Reads the object at place i; `next` is the place behind it.
    ///
    /// Producers write their fields in one order, so the key that came after the one before last time is tried first.
    bool object(const scope &names, uint32_t i, json_slot *slots, json_result &result, uint32_t &next) {
        const places p = document_places;
        uint64_t present = 0;
        uint32_t before = JSON_NAMES_MAX + (names.nested < JSON_NAMES_MAX ? 0 : 1);
        i += 1;
        uint8_t c = p.at(i);
        if (c == '}') i += 1;
        while (c != '}') {
            const uint8_t *key = p.text + p.index[i];
            uint32_t known = follower[before];
            if (key + json_names::quoted_bytes > p.text_end || !names.names.is(known, key)) {
                known = look_up(names.names, before, i);
                if (known == failed) return false;
            }
            i += 2;
            if (known - names.first >= names.count) {
                if (known != unknown) before = known;
                if (!unknown_member(i, result, i)) return false;
            } else {
                before = known;
                const uint8_t *begin = p.text + p.index[i];
                const uint8_t *end = p.text + p.index[i + 1] - 1;
                if (*begin == '"' && *end == '"' && begin < end && !has_escapes) {
                    json_slot &slot = slots[known];
                    slot.kind = JSON_STRING;
                    slot.text = begin + 1;
                    slot.length = uint32_t(end - begin - 1);
                    present |= 1ull << known;
                    i += 1;
                } else if (!member(names, known, i, slots, result, present, i)) {
                    return false;
                }
            }
            c = p.at(i);
            if (c != ',' && c != '}') return fail(i, "a comma or a closing bracket is missing");
            i += 1;
        }
        next = i;
        result.present |= present;
        return true;
    }

    void finish(json_result &result, bool succeeded) const {
        result.failed = !succeeded;
        result.has_escapes = has_escapes;
        result.has_extremes = has_extremes;
        result.failed_at = succeeded ? -1 : failed_at;
        result.why = succeeded ? "" : why;
    }

    /// Reads a whole document.
    bool document(
        const json_names &names, uint32_t top, uint32_t nested, const uint8_t *bytes, size_t length, json_slot *slots,
        json_result &result);
};
