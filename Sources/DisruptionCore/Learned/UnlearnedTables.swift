/// What stands in where nothing was learned: a turn of 40 minutes, no gain, and pooled curves of January 2008 as every
/// US airline reported it. Source: US BTS, Airline On-Time Performance Data (public domain).
enum UnlearnedTables {
    /// Thousandths of a minute.
    static let turn: Int32 = 40_000

    /// Chance that minutes are reported by step of the effective margin, in thousandths.
    private static let reported: [InformationTime: [Int32]] = [
        .previousArrival: [
            15, 6, 3, 5, 4, 3, 4, 4, 5, 8, 15, 22, 36, 55, 90, 144, 255, 377, 509, 640, 740, 792, 809, 820, 817, 818,
            825, 824, 813, 814, 822, 818, 804, 799, 790, 788,
        ],
        .previousDeparture: [
            16, 9, 13, 15, 14, 20, 21, 28, 33, 40, 52, 58, 63, 65, 87, 136, 235, 342, 456, 564, 667, 724, 776, 794,
            807, 809, 814, 825, 802, 811, 801, 786, 810, 779, 779, 780,
        ],
        .twoLegsOff: [
            21, 39, 42, 46, 48, 58, 62, 70, 82, 93, 99, 112, 106, 104, 115, 135, 182, 242, 304, 375, 428, 493, 563,
            602, 644, 696, 713, 751, 793, 783, 788, 757, 793, 757, 735, 764,
        ],
        .twoLegsIn: [
            20, 36, 35, 39, 41, 47, 53, 61, 67, 77, 86, 96, 95, 95, 105, 134, 180, 236, 303, 368, 445, 512, 581, 659,
            698, 736, 767, 787, 800, 803, 805, 808, 806, 775, 788, 763,
        ],
    ]

    /// Minutes reported beyond the effective margin by step of the chance (twentieths, from 6), in tenths.
    private static let size: [InformationTime: [Int32: Int32]] = [
        .previousArrival: [7: -258, 10: -251, 12: -205, 14: -204, 15: -208, 16: -205],
        .previousDeparture: [6: -260, 9: -304, 11: -254, 13: -235, 14: -241, 15: -258, 16: -247],
        .twoLegsOff: [6: -311, 7: -359, 8: -405, 9: -451, 11: -393, 12: -405, 13: -428, 14: -456, 15: -485],
        .twoLegsIn: [6: -313, 7: -360, 8: -405, 10: -419, 11: -371, 13: -376, 14: -398, 15: -461, 16: -426],
    ]

    /// Departure delay by step of the margin, in minutes.
    private static let departure: [InformationTime: [Int32]] = [
        .twoLegsOff: [
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 3, 9, 17, 23, 28, 34, 40,
            46, 51, 57, 62, 69, 73, 79, 83, 91, 94, 102, 105, 112, 115, 121, 128, 132, 136, 142, 146, 155, 159, 164,
            168, 172, 222,
        ],
        .twoLegsIn: [
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -2, -2, -2, -2, -1, -1, 0, 0, 2, 6, 12, 18, 24, 29, 35,
            41, 46, 52, 57, 62, 68, 73, 78, 84, 89, 93, 100, 104, 109, 113, 118, 124, 129, 133, 141, 146, 148, 157,
            159, 163, 169, 219,
        ],
    ]

    static let tables: LearnedTables = {
        var tables = LearnedTables()
        tables.comments = ["nothing was learned: these are the defaults"]
        var (reported, size, departure) = (KeyedValues(), KeyedValues(), KeyedValues())
        for time in InformationTime.allCases {
            for (step, share) in (Self.reported[time] ?? []).enumerated() {
                reported.append(share * 1000, for: LearnedKey.reported(time, .none, step: step))
            }
            // What a step lacks is that of the next one below it, so that no chance goes without.
            let offsets = Self.size[time] ?? [:]
            var offset = offsets.min { $0.key < $1.key }?.value ?? 0
            for step in Int32(6)..<20 {
                offset = offsets[step] ?? offset
                size.append(offset * 100, for: LearnedKey.size(time, step: Int(step), sizeClass: nil))
            }
            for (step, delay) in (Self.departure[time] ?? []).enumerated() {
                departure.append(delay * 1000, for: LearnedKey.departure(time, step: step))
            }
        }
        (tables[.reported], tables[.size], tables[.departure]) = (reported, size, departure)
        addDepartures(to: &tables)
        return tables
    }()

    private static func addDepartures(to tables: inout LearnedTables) {
        var (own, survival, delay) = (KeyedValues(), KeyedValues(), KeyedValues())
        for time in InformationTime.allCases {
            for (circumstance, share) in (UnlearnedDepartures.ownLateness[time] ?? []).enumerated() {
                own.append(share * 1000, for: LearnedKey.circumstance(time, circumstance))
            }
            let curve = UnlearnedDepartures.survival[time] ?? []
            for step in 0..<MarginSteps.survival.count {
                let share = step < curve.count ? curve[step] : 0
                survival.append(share * 1000, for: LearnedKey.reported(time, .none, step: step))
            }
            for (step, minutes) in UnlearnedDepartures.delay.enumerated() {
                delay.append(minutes * 100, for: LearnedKey.size(time, step: step, sizeClass: nil))
            }
        }
        (tables[.ownLateness], tables[.survival], tables[.delay]) = (own, survival, delay)
    }
}

extension LearnedTables {
    /// The defaults, for where nothing was learned.
    public static var unlearned: LearnedTables { UnlearnedTables.tables }
}
