import CXxhash

/// XXH3, 64 bits: tells bytes that were damaged, not those that somebody forged.
/// Source: https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md.
enum Checksum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 { XXH3_64bits(bytes.baseAddress, bytes.count) }
}
