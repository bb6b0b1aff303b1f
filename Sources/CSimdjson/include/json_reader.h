#pragma once
// Reads one JSON object into numbered slots: simdjson finds the structure and checks the UTF-8, the walk over its index
// checks the grammar of everything, known or not, and looks keys up by two words. No exception leaves these functions.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a slot holds.
enum {
    JSON_NULL = 1,
    JSON_FALSE = 2,
    JSON_TRUE = 3,
    /// `text` and `length`: the unescaped UTF-8.
    JSON_STRING = 4,
    /// `number`: the value.
    JSON_INTEGER = 5,
    /// `number`: the value in thousandths, rounded towards zero; `length` is 1 where that lost something. `text` is
    /// where it stands.
    JSON_DECIMAL = 6,
    /// A number beyond what 64 bits hold.
    JSON_HUGE = 7,
    /// `length`: where the object stands, for json_reader_object.
    JSON_OBJECT = 8,
    /// `length`: where the array stands, for json_reader_next.
    JSON_ARRAY = 9,
};

typedef struct {
    const uint8_t *text;
    int64_t number;
    uint32_t length;
    uint8_t kind;
    /// Of a number: it has more digits or a larger exponent than JSON_NUMBER_EXTREME, whatever its kind.
    uint8_t extreme;
} json_slot;

/// What a walk over an object found.
typedef struct {
    /// Bit i: slot i holds a value. Of a key that comes twice the last value counts; null is no value.
    uint64_t present;
    /// Fields whose names are not known here.
    uint32_t unknown;
    bool failed;
    /// The document has a backslash somewhere: without one no text has a control character.
    bool has_escapes;
    /// A number somewhere in the document, known or not, is extreme.
    bool has_extremes;
    /// Byte at which the walk failed, -1 where simdjson does not say.
    int64_t failed_at;
    /// Why, as a static text.
    const char *why;
} json_result;

enum {
    JSON_NAMES_MAX = 64,
    JSON_NAME_BYTES_MAX = 23,
    /// Nested deeper than this is refused.
    JSON_DEPTH_MAX = 64,
    /// Digits and exponents beyond this are said to be extreme: no figure has them, and a database may refuse them.
    JSON_NUMBER_EXTREME = 10000,
};

/// A set of at most 64 names of 1 to 23 bytes, those of up to 21 are found faster; slot i belongs to the name added as
/// number i.
typedef struct json_names json_names;
json_names *json_names_create(void);
/// Returns false when there is no room or the name is there already.
bool json_names_add(json_names *names, const char *name, size_t length);
/// Returns the number of a name, -1 where it is not among them.
int32_t json_names_find(const json_names *names, const uint8_t *name, size_t length);
void json_names_destroy(json_names *names);

/// Keeps its memory from one object to the next; for one thread at a time.
typedef struct json_reader json_reader;
/// Returns NULL when memory is short. `bytes_max` bounds an object.
json_reader *json_reader_create(size_t bytes_max);
void json_reader_destroy(json_reader *reader);

/// Reads an object whose member number `nested` is an object too, read into the same slots. Names below `top` are known
/// at the top alone, the others in the nested object alone. Text in the slots lies in `bytes` or in the reader, until
/// the next read.
json_result json_reader_read(
    json_reader *reader, const json_names *names, uint32_t top, uint32_t nested, const uint8_t *bytes, size_t length,
    json_slot *slots);

/// Reads the object of a slot; names from `first` on are known.
json_result json_reader_object(
    json_reader *reader, const json_names *names, uint32_t first, json_slot object, json_slot *slots);

/// Reads the next element of an array. `cursor` begins as the `length` of the array's slot.
/// Returns false at the end.
bool json_reader_next(json_reader *reader, uint32_t *cursor, json_slot *element);

/// Name of the implementation that simdjson chose for this processor, e.g. "haswell".
const char *json_reader_implementation(void);

#ifdef __cplusplus
}
#endif
