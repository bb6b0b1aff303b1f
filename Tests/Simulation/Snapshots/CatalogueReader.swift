import KafkaClient

@testable import DisruptionService

/// Reads what is committed in partition 0 of the simulated snapshots topic, one record after the other.
struct CatalogueReader {
    private var records: CatalogueRecords
    /// Next offset to be read.
    private var position: Int64 = 0

    init(of incarnation: UInt32) { records = CatalogueRecords(of: incarnation) }

    /// Everything that is committed by now.
    /// - Parameter note: hears of records that are wrong.
    mutating func read(_ log: PartitionLog, note: (String) -> Void) -> SnapshotHistory {
        while position < log.stableEnd {
            if log.isVisible(position) {
                let record = log[position]
                record.key.withView { key in
                    record.value.withView { value in
                        if let why = records.apply(key: key, value: value, offset: position) {
                            note("a record of the snapshots topic at \(position): \(why)")
                        }
                    }
                }
            }
            position += 1
        }
        return records.history(isWhole: log.stableEnd >= log.end)
    }
}

extension SimulatedCluster {
    /// What the snapshots topic says, for somebody who comes new.
    var snapshotHistory: SnapshotHistory {
        var reader = CatalogueReader(of: 1)
        return reader.read(logs[layout.output(.snapshots).lowerBound]) { _ in }
    }

    /// The group's positions.
    func positions(of places: Range<Int>) -> [PartitionOffset] {
        places.compactMap { place in
            offsets.committed[place].map { held in
                PartitionOffset(layout.places[place], .at(held.offset), metadata: held.metadata)
            }
        }
    }
}
