/// What an airport was like in the last hour, all carriers together: means over 60 one-minute buckets, as of a minute
/// and strictly before it. deploy/ROTATION.md calls them G and D.
public struct AirportDrift: Sendable, Equatable {
    /// Actual less scheduled block of legs in-block here.
    public var blockIn = DriftMean(-40...90)
    /// Departure delay of legs off-block here.
    public var departing = DriftMean(-10...120)

    public init() {}
}

/// A mean of whole minutes over the last hour, drawn towards 0 by five observations of it.
public struct DriftMean: Sendable, Equatable {
    /// Minutes that the mean reaches back.
    public static let windowMinutes: Int64 = 60
    /// Observations of 0 that are added, so that a single one says little.
    private static let prior = 5
    /// Buckets: the window, the minute that goes on, and a power of two.
    private static let buckets: Int64 = 64

    private let range: ClosedRange<Int32>
    private(set) var sums = [Int32](repeating: 0, count: Int(DriftMean.buckets))
    private(set) var counts = [Int32](repeating: 0, count: Int(DriftMean.buckets))
    /// Of all buckets.
    private var total = 0
    private var totalCount = 0
    /// The latest minute that has a bucket.
    var latest = Int64.min

    /// - Parameter range: minutes; observations outside count as its nearer end.
    init(_ range: ClosedRange<Int32>) { self.range = range }

    /// Takes an observation in; one that is more than an hour behind the latest changes nothing.
    /// - Parameter minute: since 1970.
    public mutating func add(_ value: Int32, at minute: Int64) {
        advance(to: minute)
        guard minute > latest &- Self.buckets else { return }
        let held = min(max(value, range.lowerBound), range.upperBound)
        put(held, 1, at: Int(minute & (Self.buckets - 1)))
    }

    /// Adds observations to a bucket.
    mutating func put(_ sum: Int32, _ count: Int32, at place: Int) {
        sums[place] &+= sum
        counts[place] &+= count
        total &+= Int(sum)
        totalCount &+= Int(count)
    }

    /// The mean of the hour before a minute, in thousandths of a minute; 0 where nothing was observed.
    public func mean(asOf minute: Int64) -> Int {
        guard latest > .min else { return 0 }
        let oldest = latest &- (Self.buckets - 1)
        let first = max(minute &- Self.windowMinutes, oldest)
        let end = min(minute, latest &+ 1)
        guard first < end else { return 0 }
        // All of them but the few outside.
        var (sum, count) = (total, totalCount)
        take(oldest, first, from: &sum, &count)
        take(end, latest &+ 1, from: &sum, &count)
        guard count > 0 else { return 0 }
        let weight = count + Self.prior
        return Int(floorDivide(Int64(2000 * sum + weight), Int64(2 * weight)))
    }

    /// Subtracts the buckets of some minutes.
    @inline(__always) private func take(_ first: Int64, _ end: Int64, from sum: inout Int, _ count: inout Int) {
        var at = first
        while at < end {
            let place = Int(at & (Self.buckets - 1))
            sum -= Int(sums[place])
            count -= Int(counts[place])
            at += 1
        }
    }

    /// Empties the buckets between the latest minute and a later one.
    private mutating func advance(to minute: Int64) {
        guard minute > latest else { return }
        if latest == .min || minute &- latest >= Self.buckets {
            for place in sums.indices { (sums[place], counts[place]) = (0, 0) }
            (total, totalCount) = (0, 0)
        } else {
            var at = latest + 1
            while at <= minute {
                let place = Int(at & (Self.buckets - 1))
                put(0 &- sums[place], 0 &- counts[place], at: place)
                at += 1
            }
        }
        latest = minute
    }
}
