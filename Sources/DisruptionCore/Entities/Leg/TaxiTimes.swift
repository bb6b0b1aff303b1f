/// Minutes between runway and gate, for legs of which only one of the two times is known.
struct TaxiTimes {
    /// Off-block to take-off.
    let out: Int64
    /// Landing to in-block.
    let `in`: Int64

    init(_ settings: EngineSettings) {
        out = settings[.departureTaxiMinutes]
        `in` = settings[.arrivalTaxiMinutes]
    }
}
