/// A group of a report that could not be read, or had no room.
public struct GroupIssue: Hashable, Sendable {
    /// Why; a closed list.
    public enum Reason: UInt8, Sendable, CaseIterable {
        /// No group of the code has this form.
        case unknownGroup
        /// Bytes that are no printable ASCII.
        case notText
        /// The report goes on behind the bytes that are read.
        case tooLong
        /// More groups of a kind than a report holds.
        case tooMany
        /// There is no station where it belongs.
        case noStation
        /// There is no readable time of observation or issue.
        case noTime
        /// A TAF without a readable period of validity.
        case noPeriod
        /// The form of a group, but values that cannot be: a day 32, wind from 370°, pressure of 2,000 hPa.
        case impossible
        /// Nothing behind a word that announces something.
        case incomplete
    }

    /// Bytes from the begin of the report.
    public let offset: Int32
    /// Bytes of the group.
    public let length: Int32
    public let reason: Reason
}

/// What of a report could not be read: the first of them in place, the others counted.
public struct GroupIssues: Sendable, Equatable {
    public private(set) var kept = KeptIssues()
    /// All, kept or not.
    public private(set) var count: Int32 = 0

    public init() {}

    public var isEmpty: Bool { count == 0 }

    mutating func add(_ reason: GroupIssue.Reason, at offset: Int, length: Int) {
        _ = kept.append(
            GroupIssue(
                offset: Int32(clamping: offset), length: Int32(clamping: length), reason: reason))
        count &+= 1
    }
}

/// Bytes of a report.
public struct TextPlace: Hashable, Sendable {
    public let offset: Int32
    public let length: Int32
}
