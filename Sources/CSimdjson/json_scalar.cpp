#include "json_scalar.h"

namespace {

bool is_digit(uint8_t c) { return uint8_t(c - '0') < 10; }

constexpr uint64_t int64_max = 0x7FFFFFFFFFFFFFFFull;

/// Ten to the power of 0…18.
uint64_t power_of_ten(int64_t exponent) {
    uint64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

/// mantissa × 10^exponent in thousandths. `inexact`: digits were left out of the mantissa already.
void store_decimal(uint64_t mantissa, int64_t exponent, bool inexact, bool negative, json_slot &out) {
    int64_t shift = exponent + 3;
    uint64_t value = mantissa;
    if (mantissa != 0 && shift > 0) {
        for (; shift > 0; --shift) {
            if (value > int64_max / 10) {
                out.kind = JSON_HUGE;
                return;
            }
            value *= 10;
        }
    } else if (mantissa != 0 && shift < 0) {
        const uint64_t power = shift < -18 ? 0 : power_of_ten(-shift);
        value = power == 0 ? 0 : mantissa / power;
        inexact = inexact || power == 0 || mantissa % power != 0;
    }
    if (value > int64_max) {
        out.kind = JSON_HUGE;
        return;
    }
    out.kind = JSON_DECIMAL;
    out.number = negative ? -int64_t(value) : int64_t(value);
    out.length = inexact ? 1 : 0;
}

int hex(uint8_t c) {
    if (is_digit(c)) return c - '0';
    const uint8_t lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Four hex digits at p, -1 where they are not there.
int32_t unit(const uint8_t *p, const uint8_t *end) {
    if (end - p < 4) return -1;
    int32_t value = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hex(p[i]);
        if (digit < 0) return -1;
        value = value << 4 | digit;
    }
    return value;
}

uint8_t *put_utf8(uint32_t scalar, uint8_t *out) {
    if (scalar < 0x80) {
        *out++ = uint8_t(scalar);
    } else if (scalar < 0x800) {
        *out++ = uint8_t(0xC0 | scalar >> 6);
        *out++ = uint8_t(0x80 | (scalar & 63));
    } else if (scalar < 0x10000) {
        *out++ = uint8_t(0xE0 | scalar >> 12);
        *out++ = uint8_t(0x80 | (scalar >> 6 & 63));
        *out++ = uint8_t(0x80 | (scalar & 63));
    } else {
        *out++ = uint8_t(0xF0 | scalar >> 18);
        *out++ = uint8_t(0x80 | (scalar >> 12 & 63));
        *out++ = uint8_t(0x80 | (scalar >> 6 & 63));
        *out++ = uint8_t(0x80 | (scalar & 63));
    }
    return out;
}

}  // namespace

bool json_number(const uint8_t *p, const uint8_t *end, json_slot &out) {
    out.text = p;
    out.extreme = end - p > JSON_NUMBER_EXTREME;
    const bool negative = p < end && *p == '-';
    if (negative) ++p;
    const uint8_t *digits = p;
    uint64_t mantissa = 0;
    int64_t exponent = 0;
    bool inexact = false;
    // Nineteen digits fit in any case; what comes behind them only moves the exponent.
    auto take = [&](bool fraction) {
        for (; p < end && is_digit(*p); ++p) {
            if (mantissa < 1000000000000000000ull) {
                mantissa = mantissa * 10 + (*p - '0');
                exponent -= fraction ? 1 : 0;
            } else {
                inexact = inexact || *p != '0';
                exponent += fraction ? 0 : 1;
            }
        }
    };
    take(false);
    const int64_t whole = p - digits;
    if (whole == 0 || (whole > 1 && *digits == '0')) return false;
    if (p == end) {
        if (exponent > 0 || mantissa > int64_max) {
            out.kind = JSON_HUGE;
        } else {
            out.kind = JSON_INTEGER;
            out.number = negative ? -int64_t(mantissa) : int64_t(mantissa);
        }
        return true;
    }
    if (*p == '.') {
        const uint8_t *fraction = ++p;
        take(true);
        if (p == fraction) return false;
    }
    if (p < end && (*p | 0x20) == 'e') {
        ++p;
        const bool down = p < end && *p == '-';
        if (down || (p < end && *p == '+')) ++p;
        const uint8_t *begin = p;
        int64_t stated = 0;
        for (; p < end && is_digit(*p); ++p) {
            if (stated < 1000000) stated = stated * 10 + (*p - '0');
        }
        if (p == begin) return false;
        exponent += down ? -stated : stated;
        out.extreme |= stated > JSON_NUMBER_EXTREME;
    }
    if (p != end) return false;
    store_decimal(mantissa, exponent, inexact, negative, out);
    return true;
}

uint8_t *json_unescape(const uint8_t *p, const uint8_t *end, uint8_t *out) {
    while (p < end) {
        if (*p != '\\') {
            *out++ = *p++;
            continue;
        }
        if (++p == end) return nullptr;
        switch (*p++) {
        case '"': *out++ = '"'; break;
        case '\\': *out++ = '\\'; break;
        case '/': *out++ = '/'; break;
        case 'b': *out++ = '\b'; break;
        case 'f': *out++ = '\f'; break;
        case 'n': *out++ = '\n'; break;
        case 'r': *out++ = '\r'; break;
        case 't': *out++ = '\t'; break;
        case 'u': {
            const int32_t high = unit(p, end);
            if (high < 0 || (high >= 0xDC00 && high < 0xE000)) return nullptr;
            p += 4;
            uint32_t scalar = uint32_t(high);
            if (high >= 0xD800 && high < 0xDC00) {
                if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return nullptr;
                const int32_t low = unit(p + 2, end);
                if (low < 0xDC00 || low >= 0xE000) return nullptr;
                p += 6;
                scalar = 0x10000 + (uint32_t(high - 0xD800) << 10 | uint32_t(low - 0xDC00));
            }
            out = put_utf8(scalar, out);
            break;
        }
        default: return nullptr;
        }
    }
    return out;
}
