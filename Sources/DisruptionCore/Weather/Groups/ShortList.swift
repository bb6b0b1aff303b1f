/// A few values in place, at most `capacity`: groups of a report that may come more than once.
public struct ShortList<let capacity: Int, Element: Sendable>: Sendable {
    @usableFromInline var storage = InlineArray<capacity, Element?>(repeating: nil)
    @usableFromInline var length: UInt8 = 0

    @inlinable public init() {}

    /// Adds a value behind the others.
    /// - Returns: false where there is no more room, and nothing was added.
    @inlinable public mutating func append(_ value: Element) -> Bool {
        guard Int(length) < capacity else { return false }
        storage[Int(length)] = value
        length &+= 1
        return true
    }

    @inlinable public mutating func removeAll() { length = 0 }
}

extension ShortList: RandomAccessCollection {
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { Int(length) }

    @inlinable public subscript(at: Int) -> Element {
        precondition(at >= 0 && at < Int(length), "a place of a short list")
        guard let value = storage[at] else { preconditionFailure("a place that was filled") }
        return value
    }
}

extension ShortList: Equatable where Element: Equatable {
    @inlinable public static func == (a: Self, b: Self) -> Bool { a.elementsEqual(b) }
}
