import DisruptionCore

/// Big-endian reads that throw at the end instead of trapping.
struct BigEndianReader {
    let bytes: [UInt8]
    var position = 0

    mutating func skip(_ count: Int) throws(TZifError) {
        guard count >= 0, count <= bytes.count - position else { throw .notTZif }
        position += count
    }

    mutating func uint8() throws(TZifError) -> UInt8 {
        try skip(1)
        return bytes[position - 1]
    }

    /// A signed integer of `width` bytes, 4 or 8.
    mutating func int(width: Int) throws(TZifError) -> Int64 {
        try skip(width)
        var value: UInt64 = 0
        for byte in bytes[position - width..<position] { value = value << 8 | UInt64(byte) }
        return width == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
}

extension TZif {
    /// The header of a data block. Source: RFC 8536 3.1.
    struct Header {
        let version: Int
        let indicatorsUTC: Int
        let indicatorsStandard: Int
        let leaps: Int
        let transitions: Int
        let types: Int
        let characters: Int

        init(_ reader: inout BigEndianReader) throws(TZifError) {
            for expected in "TZif".utf8 { guard try reader.uint8() == expected else { throw .notTZif } }
            let digit = try reader.uint8()
            guard digit == 0 || (0x32...0x39).contains(digit) else { throw .notTZif }
            version = digit == 0 ? 1 : Int(digit - 0x30)
            try reader.skip(15)
            var counts: [Int] = []
            for _ in 0..<6 {
                let count = try reader.int(width: 4)
                guard (0...100_000).contains(count) else { throw .badCount }
                counts.append(Int(count))
            }
            (indicatorsUTC, indicatorsStandard, leaps) = (counts[0], counts[1], counts[2])
            (transitions, types, characters) = (counts[3], counts[4], counts[5])
        }

        /// Bytes of the block that the header announces.
        func blockBytes(timeWidth: Int) -> Int {
            transitions * (timeWidth + 1) + types * 6 + characters + leaps * (timeWidth + 4) + indicatorsStandard
                + indicatorsUTC
        }
    }

    /// An offset, its abbreviation and whether it is daylight-saving time.
    struct LocalType {
        let offset: Int32
        let isDaylight: Bool
        let abbreviation: UInt64

        func period(from start: Int64) -> ZoneTable.Period {
            ZoneTable.Period(start: start, offset: offset, isDaylight: isDaylight, abbreviation: abbreviation)
        }

        /// Packs at most eight ASCII characters, first in the lowest byte; nil where one is not printable ASCII.
        static func pack(_ text: some Sequence<UInt8>) -> UInt64? {
            var packed: UInt64 = 0
            for (at, byte) in text.enumerated() {
                guard (0x21...0x7E).contains(byte) else { return nil }
                if at < 8 { packed |= UInt64(byte) << UInt64(8 * at) }
            }
            return packed
        }
    }

    /// A data block. Source: RFC 8536 3.2.
    struct Block {
        var times: [Int64] = []
        var indices: [Int] = []
        var types: [LocalType] = []

        init(_ reader: inout BigEndianReader, header: Header, timeWidth: Int) throws(TZifError) {
            guard (1...256).contains(header.types), (1...4096).contains(header.characters) else { throw .badCount }
            guard header.transitions <= transitionsMax else { throw .badCount }
            guard header.blockBytes(timeWidth: timeWidth) <= reader.bytes.count - reader.position else {
                throw .notTZif
            }
            for _ in 0..<header.transitions {
                let time = try reader.int(width: timeWidth)
                if let last = times.last, time <= last { throw .badTransition }
                times.append(time)
            }
            for _ in 0..<header.transitions {
                let index = Int(try reader.uint8())
                guard index < header.types else { throw .badTransition }
                indices.append(index)
            }
            let names = reader.position + header.types * 6
            for _ in 0..<header.types {
                let offset = try reader.int(width: 4)
                let daylight = try reader.uint8()
                let start = Int(try reader.uint8())
                guard abs(offset) <= 26 * 3600, daylight <= 1, start < header.characters else { throw .badType }
                let rest = reader.bytes[names + start..<names + header.characters]
                guard let end = rest.firstIndex(of: 0), let packed = LocalType.pack(rest[..<end]) else {
                    throw .badType
                }
                types.append(LocalType(offset: Int32(offset), isDaylight: daylight == 1, abbreviation: packed))
            }
            try reader.skip(
                header.characters + header.leaps * (timeWidth + 4) + header.indicatorsStandard + header.indicatorsUTC)
        }
    }
}
