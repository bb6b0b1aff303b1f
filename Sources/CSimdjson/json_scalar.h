#pragma once
#include "json_reader.h"

/// Reads a JSON number that is the whole of [p, end). Returns false when it is none.
bool json_number(const uint8_t *p, const uint8_t *end, json_slot &out);

/// Unescapes the inside of a JSON string, [p, end), to `out`, which has room for as many bytes.
/// Returns the end of what was written, nullptr at an escape that is none and at half a surrogate pair.
uint8_t *json_unescape(const uint8_t *p, const uint8_t *end, uint8_t *out);
