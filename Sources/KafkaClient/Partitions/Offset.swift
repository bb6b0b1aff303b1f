import CLibrdkafka

/// Where to read next.
public enum Offset: Hashable, Sendable, CustomStringConvertible {
    /// The oldest record that is still there.
    case beginning
    /// After the newest record.
    case end
    /// This many records before the end.
    case beforeEnd(Int64)
    /// Where the group's commit says, or `auto.offset.reset` where there is none.
    case committed
    /// Exactly here.
    case at(Int64)
    /// Nowhere: there is no such offset.
    case none

    init(raw: Int64) {
        switch raw {
        case Int64(RD_KAFKA_OFFSET_BEGINNING): self = .beginning
        case Int64(RD_KAFKA_OFFSET_END): self = .end
        case Int64(RD_KAFKA_OFFSET_STORED): self = .committed
        case 0...: self = .at(raw)
        case ...Self.tailBase: self = .beforeEnd(Self.tailBase - raw)
        default: self = .none
        }
    }

    var raw: Int64 {
        switch self {
        case .beginning: Int64(RD_KAFKA_OFFSET_BEGINNING)
        case .end: Int64(RD_KAFKA_OFFSET_END)
        case .beforeEnd(let count): Self.tailBase - count
        case .committed: Int64(RD_KAFKA_OFFSET_STORED)
        case .at(let offset): offset
        case .none: Int64(RD_KAFKA_OFFSET_INVALID)
        }
    }

    /// The number, where there is one.
    public var number: Int64? {
        if case .at(let offset) = self { offset } else { nil }
    }

    public var description: String {
        switch self {
        case .beginning: "beginning"
        case .end: "end"
        case .beforeEnd(let count): "end-\(count)"
        case .committed: "committed"
        case .at(let offset): String(offset)
        case .none: "none"
        }
    }

    /// Source: `RD_KAFKA_OFFSET_TAIL_BASE` in rdkafka.h.
    private static let tailBase: Int64 = -2000
}
