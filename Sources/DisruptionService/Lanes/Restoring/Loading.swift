import DisruptionCore

/// An engine on its way from the thread that made it to its lane, or its standby; only one of them has it, which is why
/// it may go unchecked.
struct LoadedEngine: ~Copyable, @unchecked Sendable {
    let engine: PartitionEngine

    init(_ engine: consuming PartitionEngine) { self.engine = engine }

    consuming func take() -> PartitionEngine { engine }
}

/// A snapshot that is being loaded, and those to be tried behind it.
struct Loading {
    let current: SnapshotLoad<LoadedEngine>
    /// What the partition can be restored from, with the one under way in front.
    let plan: RestorePlan

    /// Begins to load the first snapshot of a plan; nil where the whole log is worked through.
    init?(_ plan: RestorePlan, _ partition: Int, _ snapshots: some LaneSnapshots, _ context: LaneContext) {
        guard let manifest = plan.candidates.first else { return nil }
        self.plan = plan
        let (layout, incarnation) = (context.layout, context.incarnation)
        let (reference, runways, rules) = (context.reference, context.runways, context.passengerRules)
        current = snapshots.load(manifest) { (bytes: UnsafeRawBufferPointer) throws -> LoadedEngine in
            LoadedEngine(
                try PartitionEngine(
                    restoring: bytes, partition: partition, layout: layout, incarnation: incarnation,
                    reference: reference, runways: runways, passengerRules: rules))
        }
    }
}
