/// Whether it is worth while that a flight waits for passengers who come late.
struct HoldCandidate: Equatable {
    /// Minutes behind its best-known departure.
    let minutes: Int64
    /// Passengers who would miss it, and do not if it waits so long.
    let saves: Int32

    /// The shortest wait that saves the most.
    /// - Parameters:
    ///   - missing: minutes that are short, 1 or more, and the passengers of each connection.
    ///   - most: it waits no longer, minutes.
    ///   - least: for fewer passengers it does not wait.
    init?(_ missing: [(minutes: Int64, passengers: Int32)], most: Int64, least: Int64) {
        let within = missing.filter { $0.minutes <= most }
        let saves = within.reduce(0) { $0 + $1.passengers }
        guard Int64(saves) >= least, let minutes = within.map(\.minutes).max() else { return nil }
        self.minutes = minutes
        self.saves = saves
    }
}
