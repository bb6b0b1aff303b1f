/// The forms of history files, recognised by the names in the first line.
public enum HistoryFormat: String, Sendable, CaseIterable {
    /// One row a leg with times in UTC beside the local ones: `flight_date,carrier,flight_num,tail,…,sched_dep,…`.
    case legs = "legs in UTC"
    /// Carrier on-time performance as the US Bureau of Transportation Statistics publishes it, in local times. Several
    /// generations of column names: `UniqueCarrier` (until 2017), `Reporting_Airline`, `OP_UNIQUE_CARRIER`.
    case carrierOnTime = "BTS carrier on-time performance"

    /// The names of a column, in the order in which they are preferred; compared without case, `_`, blanks and quotes.
    func names(_ column: Column) -> [String] {
        switch self {
        case .legs: HistoryFormat.legNames[column] ?? []
        case .carrierOnTime: HistoryFormat.onTimeNames[column] ?? []
        }
    }

    /// Columns without which a row says nothing; of each group one is enough.
    var required: [[Column]] {
        switch self {
        case .legs:
            [
                [.flightDate], [.carrier], [.flightNumber], [.tail], [.origin], [.destination], [.scheduledDeparture],
                [.scheduledArrival], [.departure], [.arrival], [.cancelled],
            ]
        case .carrierOnTime:
            [
                [.flightDate, .year], [.carrier], [.flightNumber], [.tail], [.origin], [.destination],
                [.scheduledDepartureLocal], [.scheduledElapsed, .scheduledArrivalLocal],
                [.departureDelay, .departureLocal], [.arrivalDelay, .actualElapsed, .arrivalLocal], [.cancelled],
            ]
        }
    }

    private static let legNames: [Column: [String]] = [
        .flightDate: ["flightdate"], .carrier: ["carrier"], .flightNumber: ["flightnum"], .tail: ["tail"],
        .origin: ["origin"], .destination: ["dest"], .scheduledDeparture: ["scheddep"],
        .scheduledArrival: ["schedarr"], .departure: ["actdep"], .arrival: ["actarr"], .taxiOut: ["taxiout"],
        .taxiIn: ["taxiin"], .cancelled: ["cancelled"], .cancelReason: ["cancelcode"], .diverted: ["diverted"],
        .carrierDelay: ["carrierdelay"], .weatherDelay: ["weatherdelay"], .airspaceDelay: ["nasdelay"],
        .securityDelay: ["securitydelay"], .lateAircraftDelay: ["lateaircraftdelay"],
    ]

    private static let onTimeNames: [Column: [String]] = [
        .flightDate: ["flightdate", "fldate"], .year: ["year"], .month: ["month"], .dayOfMonth: ["dayofmonth"],
        // The IATA code first: the reporting code of a carrier that is no more has a suffix, e.g. `PA (1)`.
        .carrier: [
            "iatacodereportingairline", "reportingairline", "opcarrier", "opuniquecarrier", "carrier",
            "uniquecarrier", "iatacodeoperatingairline", "operatingairline",
        ],
        .flightNumber: [
            "flightnumberreportingairline", "flightnum", "opcarrierflnum", "flnum", "flightnumberoperatingairline",
        ],
        .tail: ["tailnumber", "tailnum"], .origin: ["origin"], .destination: ["dest"],
        .scheduledDepartureLocal: ["crsdeptime"], .scheduledArrivalLocal: ["crsarrtime"],
        .departureLocal: ["deptime"], .arrivalLocal: ["arrtime"],
        .departureDelay: ["depdelay"], .arrivalDelay: ["arrdelay"],
        .scheduledElapsed: ["crselapsedtime"], .actualElapsed: ["actualelapsedtime"],
        .taxiOut: ["taxiout"], .taxiIn: ["taxiin"],
        .cancelled: ["cancelled"], .cancelReason: ["cancellationcode"], .diverted: ["diverted"],
        .reachedDestination: ["divreacheddest"], .divertedArrivalDelay: ["divarrdelay"],
        .divertedTo: ["div1airport"], .divertedLandingLocal: ["div1wheelson"],
        .carrierDelay: ["carrierdelay"], .weatherDelay: ["weatherdelay"], .airspaceDelay: ["nasdelay"],
        .securityDelay: ["securitydelay"], .lateAircraftDelay: ["lateaircraftdelay"],
    ]
}
