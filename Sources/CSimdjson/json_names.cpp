#include "json_names.h"

#include <new>

int32_t json_names::find(const uint8_t *name, uint32_t length) const {
    if (length == 0 || length > JSON_NAME_BYTES_MAX) return -1;
    for (uint32_t i = place(name, length); table[i] != 0; i = (i + 1) % table_size) {
        const entry &e = entries[table[i] - 1];
        if (e.length != length) continue;
        const uint8_t *own = reinterpret_cast<const uint8_t *>(e.words) + 1;
        if (length >= 8) {
            // Up to 16 bytes the first and the last eight are all, and up to 23 those between them.
            if (load(own) != load(name) || load(own + length - 8) != load(name + length - 8)) continue;
            if (length > 16 && load(own + 8) != load(name + 8)) continue;
            return table[i] - 1;
        }
        if (std::memcmp(own, name, length) == 0) return table[i] - 1;
    }
    return -1;
}

extern "C" int32_t json_names_find(const json_names *names, const uint8_t *name, size_t length) {
    return length > JSON_NAME_BYTES_MAX ? -1 : names->find(name, uint32_t(length));
}

extern "C" json_names *json_names_create(void) { return new (std::nothrow) json_names; }

extern "C" void json_names_destroy(json_names *names) { delete names; }

extern "C" bool json_names_add(json_names *names, const char *name, size_t length) {
    const uint8_t *bytes = reinterpret_cast<const uint8_t *>(name);
    if (names->count >= JSON_NAMES_MAX || length == 0 || length > JSON_NAME_BYTES_MAX) return false;
    if (names->find(bytes, uint32_t(length)) >= 0) return false;
    json_names::entry &e = names->entries[names->count];
    uint8_t quoted[json_names::quoted_bytes] = {};
    uint8_t mask[json_names::quoted_bytes] = {};
    // A name that leaves no room for what stands behind it is never found at once: no UTF-8 begins like this.
    const bool has_room = length + 3 <= sizeof quoted;
    quoted[0] = has_room ? '"' : 0xFF;
    std::memcpy(quoted + 1, name, length);
    if (has_room) {
        quoted[length + 1] = '"';
        quoted[length + 2] = ':';
    }
    std::memset(mask, 0xFF, has_room ? length + 3 : sizeof mask);
    std::memcpy(e.words, quoted, sizeof quoted);
    std::memcpy(e.masks, mask, sizeof mask);
    e.length = uint32_t(length);
    uint32_t i = json_names::place(bytes, e.length);
    while (names->table[i] != 0) i = (i + 1) % json_names::table_size;
    names->count += 1;
    names->table[i] = uint8_t(names->count);
    return true;
}
