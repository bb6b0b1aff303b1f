#include "json_reader.h"

#include <new>
#include <string>

#include "json_walk.h"

bool json_reader::document(
    const json_names &names, uint32_t top, uint32_t nested, const uint8_t *bytes, size_t length, json_slot *slots,
    json_result &result) {
    arena_used = 0;
    failed_at = -1;
    count = 0;
    why = "";
    has_escapes = false;
    has_extremes = false;
    if (length == 0) return fail(0, "empty");
    const auto error = parser->stage1(bytes, length, simdjson::stage1_mode::regular);
    if (error != simdjson::SUCCESS) return fail(0, simdjson::error_message(error));
    count = parser->n_structural_indexes;
    parser->structural_indexes[count] = parser->structural_indexes[0];
    document_places = {bytes, bytes + length, parser->structural_indexes.get()};
    const places p = document_places;
    has_escapes = std::memchr(bytes, '\\', length) != nullptr;
    if (p.at(0) == 0xEF) return fail(0, "begins with a byte order mark, or is no JSON");
    if (p.at(0) != '{') return fail(0, "no JSON object");
    if (p.at(count - 1) != '}') return fail(count - 1, "the object is not closed, or something follows it");
    uint32_t next;
    if (!object({names, 0, top, nested}, 0, slots, result, next)) return false;
    return next == count || fail(next, "something follows the object");
}

extern "C" json_reader *json_reader_create(size_t bytes_max) {
    std::unique_ptr<json_reader> reader(new (std::nothrow) json_reader);
    if (!reader) return nullptr;
    const auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
        bytes_max, JSON_DEPTH_MAX, reader->parser);
    // Twice the document: an object of an array may be read a second time.
    reader->arena_size = bytes_max * 2;
    reader->arena = static_cast<uint8_t *>(std::malloc(reader->arena_size));
    if (error != simdjson::SUCCESS || reader->arena == nullptr) return nullptr;
    return reader.release();
}

extern "C" void json_reader_destroy(json_reader *reader) { delete reader; }

extern "C" json_result json_reader_read(
    json_reader *reader, const json_names *names, uint32_t top, uint32_t nested, const uint8_t *bytes, size_t length,
    json_slot *slots) {
    json_result result = {};
    reader->finish(result, reader->document(*names, top, nested, bytes, length, slots, result));
    return result;
}

extern "C" json_result json_reader_object(
    json_reader *reader, const json_names *names, uint32_t first, json_slot object, json_slot *slots) {
    json_result result = {};
    uint32_t next;
    const bool is_object = object.kind == JSON_OBJECT && reader->document_places.at(object.length) == '{';
    reader->finish(
        result,
        is_object
            && reader->object(
                {*names, first, names->count - first, JSON_NAMES_MAX}, object.length, slots, result, next));
    return result;
}

extern "C" bool json_reader_next(json_reader *reader, uint32_t *cursor, json_slot *element) {
    const uint32_t i = *cursor;
    const places p = reader->document_places;
    const uint8_t c = p.at(i);
    if (c != '[' && c != ',') return false;
    if (c == '[' && p.at(i + 1) == ']') return false;
    return reader->value(p, i + 1, *element, *cursor);
}

extern "C" const char *json_reader_implementation(void) {
    // The name lives as long as the implementation, which is static.
    static const std::string name = simdjson::get_active_implementation()->name();
    return name.c_str();
}
