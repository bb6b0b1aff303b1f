/// The disruptions of the network that held an airport, and in which bins.
struct NetworkStory {
    struct Chapter: Equatable {
        let id: DisruptionID
        let from: QuarterHour
        var until: QuarterHour
    }

    /// Chapters kept: of today and of the days about it, each with some gaps. The oldest disruption goes as a whole.
    static let limit = 16

    /// In the order in which they were told.
    private(set) var chapters: [Chapter] = []

    mutating func take(_ told: NetworkTold) {
        if let last = chapters.last, last.id == told.id, told.bin - last.until <= AirportStory.afterBins {
            chapters[chapters.count - 1].until = max(last.until, told.bin)
            return
        }
        chapters.append(Chapter(id: told.id, from: told.bin, until: told.bin))
        if chapters.count > NetworkStory.limit, let oldest = chapters.first?.id {
            chapters.removeAll { $0.id == oldest }
            if chapters.isEmpty { chapters.append(Chapter(id: told.id, from: told.bin, until: told.bin)) }
        }
    }

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putVarint(UInt64(chapters.count))
        for chapter in chapters {
            writer.put(chapter.id.high)
            writer.put(chapter.id.low)
            writer.put(chapter.from.index)
            writer.put(chapter.until.index)
        }
    }

    init() {}

    init(restoring reader: inout SnapshotReader) {
        for _ in 0..<reader.count(of: 24, atMost: NetworkStory.limit) {
            let id = DisruptionID(high: reader.read(), low: reader.read())
            chapters.append(Chapter(id: id, from: reader.bin(), until: reader.bin()))
        }
    }
}
