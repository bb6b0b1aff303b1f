/// Whole numbers by packed key, found by binary search: the same for every order in which they were learned.
public struct KeyedValues: Sendable, Equatable {
    public private(set) var keys: [UInt64] = []
    public private(set) var values: [Int32] = []

    public init() {}

    /// - Parameter pairs: in any order; of a key that comes twice the first one stays.
    public init(_ pairs: [(key: UInt64, value: Int32)]) {
        let sorted = pairs.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
        for pair in sorted { append(pair.element.value, for: pair.element.key) }
    }

    public var count: Int { keys.count }

    /// Adds behind all others.
    /// - Returns: false, with nothing changed, unless the key is above every other one.
    @discardableResult
    public mutating func append(_ value: Int32, for key: UInt64) -> Bool {
        if let last = keys.last, key <= last { return false }
        keys.append(key)
        values.append(value)
        return true
    }

    /// The value of a key; nil where it has none.
    public subscript(key: UInt64) -> Int32? {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? values[low] : nil
    }
}
