/// Departures where nothing was learned: pooled rates and curves of January 2008 as every US airline reported it.
/// Source: US BTS, Airline On-Time Performance Data (public domain).
enum UnlearnedDepartures {
    /// Chance of departing 15 or more minutes late by a leg's own doing, thousandths: the day in eight parts in each
    /// of five classes of departure delay at the airport.
    static let ownLateness: [InformationTime: [Int32]] = [
        .previousArrival: [
            77, 65, 81, 92, 83, 88, 116, 86, 65, 73, 65, 118, 97, 113, 125, 110, 81, 87, 71, 146, 124, 132, 141, 121,
            65, 64, 75, 161, 163, 170, 182, 156, 105, 97, 102, 190, 267, 324, 309, 258,
        ],
        .previousDeparture: [
            103, 64, 83, 106, 104, 115, 140, 114, 81, 75, 65, 150, 127, 126, 136, 119, 60, 101, 72, 156, 154, 151,
            150, 123, 75, 66, 80, 167, 187, 194, 189, 160, 113, 75, 107, 202, 259, 344, 324, 258,
        ],
        .twoLegsOff: [
            155, 68, 87, 147, 142, 152, 158, 125, 61, 71, 69, 151, 188, 181, 184, 153, 107, 76, 75, 159, 230, 241,
            220, 163, 105, 80, 89, 168, 251, 288, 288, 210, 163, 98, 121, 215, 313, 414, 475, 378,
        ],
        .twoLegsIn: [
            167, 68, 87, 151, 140, 145, 150, 110, 92, 76, 71, 155, 172, 168, 156, 134, 85, 65, 71, 154, 222, 207, 199,
            154, 76, 92, 87, 160, 237, 265, 269, 190, 169, 75, 113, 191, 267, 382, 443, 348,
        ],
    ]

    /// What a margin leaves of departing on time by step of the margin, thousandths; beyond the last, nothing.
    static let survival: [InformationTime: [Int32]] = [
        .previousArrival: [
            1000, 1049, 1054, 1053, 1052, 1052, 1044, 1033, 1000, 914, 740, 453, 197, 56,
        ],
        .previousDeparture: [
            1002, 1033, 1034, 1036, 1029, 1025, 1013, 981, 922, 807, 657, 470, 301, 183, 89, 44,
        ],
        .twoLegsOff: [
            1015, 1034, 1029, 1026, 1019, 1003, 998, 970, 927, 858, 751, 635, 532, 411, 308, 234, 143, 96, 57, 29,
        ],
        .twoLegsIn: [
            1016, 1037, 1038, 1033, 1034, 1021, 1012, 988, 939, 850, 732, 602, 456, 317, 224, 137, 72, 40,
        ],
    ]

    /// Departure delay beyond the margin by step of the chance (twentieths), in tenths of a minute.
    static let delay: [Int32] = [-30, -20, -12, -10, 0, 0, 5, 8, 10, 15, 10, 15, 12, 15, 10, 10, 8, 8, 5, 5]
}
