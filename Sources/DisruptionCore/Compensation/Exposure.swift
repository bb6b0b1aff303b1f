/// What a passenger of one journey may claim, and how much of it is to be expected.
public struct Exposure: Sendable, Equatable {
    public var regime: CompensationRules.Regime
    /// Of the rules that decided.
    public var version: String
    public var currency: String
    public var distanceKm: Int32
    /// What the distance leads to before anything else, in whole units of the currency.
    public var bandAmount: Int32
    public var liability: Liability
    /// What is owed if the carrier is liable, in whole units of the currency.
    public var gross: Int32 = 0
    /// By how much `gross` is below the amount of the band, because less was lost.
    public var reduction: Int32 = 0
    /// The delay is so near to the threshold that the minute of the door decides.
    public var isBorderline = false

    /// Minutes around the threshold within which a delay is borderline: arrivals are told on blocks, and the door opens
    /// some minutes later.
    static let borderMinutes: Int32 = 5

    /// What is expected to be paid, in hundredths of the currency: the amount times the chance that the carrier is
    /// liable.
    public var expectedHundredths: Int32 { gross * liability.expectedPercent }

    mutating func halve() {
        reduction = gross / 2
        gross -= reduction
    }
}
