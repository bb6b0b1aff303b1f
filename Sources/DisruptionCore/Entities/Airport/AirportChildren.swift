/// The cascades whose delay arose at an airport, and which of its disruptions each is a part of.
struct AirportChildren {
    struct Child: Equatable {
        var told: ChildTold
        /// The disruption that the aircraft was told it is a part of.
        var parent: DisruptionID?
    }

    /// What the children of one disruption come to.
    struct Sum: Equatable {
        var cascades: Int64 = 0
        var legs: Int64 = 0
        var minutes: Int64 = 0

        static func += (a: inout Sum, b: Sum) {
            a.cascades += b.cascades
            a.legs += b.legs
            a.minutes += b.minutes
        }

        /// Rises with every doubling of the legs: what is worth telling anew.
        var step: UInt64 { Finding.doublings(legs) }
    }

    /// In the order in which they were first told.
    private(set) var children: [Child] = []

    /// Cascades of one airport that are remembered: four days of disruption, each far worse than any seen. Further ones
    /// are told without a parent.
    static let limit = 4096

    var isEmpty: Bool { children.isEmpty }

    /// Takes in what an aircraft tells.
    /// - Returns: false where there is no room.
    mutating func take(_ told: ChildTold) -> Bool {
        if let place = children.firstIndex(where: { $0.told.id == told.id && $0.told.tail == told.tail }) {
            if told.holds { children[place].told = told } else { children.remove(at: place) }
            return true
        }
        guard told.holds else { return true }
        guard children.count < AirportChildren.limit else { return false }
        children.append(Child(told: told))
        return true
    }

    /// Finds anew what each is a part of.
    /// - Returns: those for which that changed.
    mutating func assign(by story: AirportStory) -> [Child] {
        var changed: [Child] = []
        for place in children.indices {
            let parent = story.parent(of: children[place].told)
            let held = children[place].parent
            // What the airport no longer remembers stays as it was.
            if parent == held || parent == nil && held.map({ !story.tells($0) }) ?? true { continue }
            children[place].parent = parent
            changed.append(children[place])
        }
        return changed
    }

    func sum(of parent: DisruptionID) -> Sum {
        var sum = Sum()
        for child in children where child.parent == parent {
            sum.cascades += 1
            sum.legs += Int64(child.told.legs)
            sum.minutes += Int64(child.told.minutes)
        }
        return sum
    }

    /// The sum of a disruption of the airport with that of the congestions that are a part of it.
    func sum(of parent: DisruptionID, in story: AirportStory) -> Sum {
        var sum = sum(of: parent)
        for part in story.congestions(in: parent) { sum += self.sum(of: part) }
        return sum
    }

    /// Forgets those whose root's time has come, unless they count in what is still told of the airport.
    mutating func forget(until watermark: Instant, _ story: AirportStory) {
        children.removeAll { child in
            child.told.root.forgottenAt <= watermark && !(child.parent.map { story.tells($0) } ?? false)
        }
    }
}

extension Finding {
    /// Says what its children come to; that they have become many more is worth telling.
    mutating func takeOver(_ sum: AirportChildren.Sum) {
        guard sum.cascades > 0, holds else { return }
        metrics += [
            Metric("cascades", .count(sum.cascades)), Metric("cascade_legs", .count(sum.legs)),
            Metric("cascade_minutes", .count(sum.minutes)),
        ]
        shape = Hash64.mix(shape ^ sum.step << 32)
    }
}

extension AirportChildren {
    /// The least that a child takes in a snapshot.
    private static let childBytes = 1 + 16 + 8 + 12 + 4 + 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putVarint(UInt64(children.count))
        for child in children {
            child.told.encode(into: &writer, base: QuarterHour(index: 0))
            writer.put8(child.parent == nil ? 0 : 1)
            if let parent = child.parent {
                writer.put(parent.high)
                writer.put(parent.low)
            }
        }
    }

    init(restoring reader: inout SnapshotReader) {
        for _ in 0..<reader.count(of: AirportChildren.childBytes, atMost: AirportChildren.limit) {
            guard let told = ChildTold(base: QuarterHour(index: 0), reading: &reader.bytes) else {
                reader.refuse()
                return
            }
            if max(told.from.index.magnitude, told.until.index.magnitude) > UInt32(SnapshotReader.binMax) {
                reader.refuse()
            }
            let hasParent = reader.read(UInt8.self) != 0
            children.append(
                Child(told: told, parent: hasParent ? DisruptionID(high: reader.read(), low: reader.read()) : nil))
        }
    }
}
