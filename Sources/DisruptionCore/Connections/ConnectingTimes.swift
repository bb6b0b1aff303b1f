/// How long a passenger needs from one flight to the next: minimum connecting times, which include boarding.
///
/// Source: IATA Resolution 765 and OAG's minimum connecting times for the kinds; the defaults are this project's.
public struct ConnectingTimes: Sendable, Equatable {
    /// Domestic or international, in and out.
    public enum Kind: UInt8, CaseIterable, Sendable {
        case domesticToDomestic
        case domesticToInternational
        case internationalToDomestic
        case internationalToInternational

        /// - Parameters: whether the flight that comes in, and the one that leaves, stay within one country.
        public init(isInboundDomestic: Bool, isOutboundDomestic: Bool) {
            self =
                switch (isInboundDomestic, isOutboundDomestic) {
                case (true, true): .domesticToDomestic
                case (true, false): .domesticToInternational
                case (false, true): .internationalToDomestic
                case (false, false): .internationalToInternational
                }
        }
    }

    /// Minutes by kind.
    public struct Minutes: Sendable, Equatable {
        private var values: [Int32]

        /// - Parameter values: as many as there are kinds, in their order, each 0 or more.
        public init(_ values: [Int32]) {
            precondition(values.count == Kind.allCases.count && values.allSatisfy { $0 >= 0 }, "minutes of each kind")
            self.values = values
        }

        public subscript(kind: Kind) -> Int32 { values[Int(kind.rawValue)] }
    }

    /// Where an airport has none of its own.
    public var defaults: Minutes
    private var airports: [AirportCode: Minutes]
    /// Added where the two flights use different terminals.
    public var betweenTerminals: Int32
    /// Nobody changes faster, whatever a file says.
    public var floor: Int32

    public init(
        defaults: Minutes = Minutes([45, 60, 60, 75]), airports: [AirportCode: Minutes] = [:],
        betweenTerminals: Int32 = 30, floor: Int32 = 30
    ) {
        self.defaults = defaults
        self.airports = airports
        self.betweenTerminals = betweenTerminals
        self.floor = floor
    }

    /// Minutes that it takes at an airport.
    public func minutes(at airport: AirportCode, _ kind: Kind, changesTerminal: Bool) -> Int32 {
        let own = (airports[airport] ?? defaults)[kind]
        return max(floor, own + (changesTerminal ? betweenTerminals : 0))
    }
}
