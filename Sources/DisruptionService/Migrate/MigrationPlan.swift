/// What is still to be done to a database. Decided from two lists, without a database.
struct MigrationPlan: Equatable {
    /// A step by its number, name and SHA-256 in hexadecimal.
    struct Step: Equatable {
        let version: Int
        let name: String
        let hash: String
    }

    /// The steps to apply, in order.
    let pending: [Step]

    /// Compares what the binary knows with what the database has.
    ///
    /// - Parameter known: in rising order of versions.
    /// - Throws: `MigrationError` where the one is not a continuation of the other.
    init(known: [Step], applied: [Step]) throws(MigrationError) {
        let newest = applied.map(\.version).max() ?? 0
        for step in applied.sorted(by: { $0.version < $1.version }) {
            guard let same = known.first(where: { $0.version == step.version }) else {
                throw .unknown(version: step.version, name: step.name)
            }
            guard same.hash == step.hash else { throw .changed(version: step.version, name: step.name) }
        }
        let appliedVersions = Set(applied.map(\.version))
        pending = known.filter { !appliedVersions.contains($0.version) }
        if let early = pending.first(where: { $0.version < newest }) {
            throw .outOfOrder(version: early.version, name: early.name, newest: newest)
        }
    }
}
