public import DisruptionCore

/// The regulations in force, as data with the day from which each is.
public enum ReferenceCompensation {
    /// Source: Regulation (EC) No 261/2004, Articles 3 and 5 to 7, applied from 17 February 2005; the withdrawal
    /// agreement, by which it ended for the United Kingdom on 31 December 2020; The Air Passenger Rights and Air Travel
    /// Organisers' Licensing (Amendment) (EU Exit) Regulations 2019, with amounts in pounds.
    public static let table = CompensationTable([
        eu(version: "EU261/2005", from: day(2005, 2, 17), states: union + [uk] + neighbours),
        eu(version: "EU261/2021", from: day(2021, 1, 1), states: union + neighbours),
        uk261(version: "UK261/2021", from: day(2021, 1, 1)),
    ])

    /// Members of the European Union today, and what became members meanwhile: a flight of before is settled long
    /// since.
    private static let union = codes(
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
    /// Iceland, Liechtenstein and Norway by the EEA agreement, Switzerland by its agreement on air transport.
    private static let neighbours = codes("IS LI NO CH")
    private static let uk = codes("GB")[0]

    private static func eu(version: String, from: CalendarDate, states: [CountryCode]) -> CompensationRules {
        let own = Countries(states)
        return CompensationRules(
            regime: .eu261, version: version, from: from, currency: "EUR", states: own,
            arrivals: [.init(into: own, carriersOf: own)], delayMinutes: 180,
            bands: [
                .init(toKm: 1_500, amount: 250, halvedToMinutes: 120, careFromMinutes: 120),
                .init(toKm: nil, isWithinStates: true, amount: 400, halvedToMinutes: 180, careFromMinutes: 180),
                .init(toKm: 3_500, amount: 400, halvedToMinutes: 180, careFromMinutes: 180),
                .init(
                    toKm: nil, amount: 600, halvedToMinutes: 240, halvedDelayBelowMinutes: 240, careFromMinutes: 240),
            ],
            notices: notices, refundFromMinutes: 300)
    }

    private static func uk261(version: String, from: CalendarDate) -> CompensationRules {
        let (own, european) = (Countries([uk]), Countries(union + neighbours))
        return CompensationRules(
            regime: .uk261, version: version, from: from, currency: "GBP", states: own,
            arrivals: [
                .init(into: own, carriersOf: Countries([uk] + union + neighbours)),
                .init(into: european, carriersOf: own),
            ],
            delayMinutes: 180,
            bands: [
                .init(toKm: 1_500, amount: 220, halvedToMinutes: 120, careFromMinutes: 120),
                .init(toKm: 3_500, amount: 350, halvedToMinutes: 180, careFromMinutes: 180),
                .init(
                    toKm: nil, amount: 520, halvedToMinutes: 240, halvedDelayBelowMinutes: 240, careFromMinutes: 240),
            ],
            notices: notices, refundFromMinutes: 300)
    }

    /// Article 5(1)(c).
    private static let notices: [CompensationRules.Notice] = [
        .init(fromDays: 14, earlierMinutes: nil),
        .init(fromDays: 7, earlierMinutes: 120, laterMinutes: 240),
        .init(fromDays: 0, earlierMinutes: 60, laterMinutes: 120),
    ]

    /// - Parameter text: codes of two letters with a space between them.
    private static func codes(_ text: StaticString) -> [CountryCode] {
        text.withUTF8Buffer { letters in
            stride(from: 0, to: letters.count, by: 3).map { at in
                CountryCode(letters[at]) << 8 | CountryCode(letters[at + 1])
            }
        }
    }

    /// What is no day is never.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        CalendarDate(year: year, month: month, day: day) ?? CalendarDate(days: .max)
    }
}
