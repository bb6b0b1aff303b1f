/// The share of a normal distribution that lies below a value, from a table, so that it is the same on every machine.
enum NormalShare {
    /// Φ(value / sigma) in ten-thousandths, wrong by 2 of them at the most.
    /// - Parameters: both in one unit; sigma above 0, and the value no more than 2^40 of it.
    static func below(_ value: Int64, sigma: Int64) -> Int32 {
        precondition(sigma > 0, "a spread is above 0")
        let parts = min(abs(value) * stepsPerSigma * partsPerStep / sigma, Int64(table.count - 1) * partsPerStep)
        let (step, rest) = (Int(parts / partsPerStep), Int32(parts % partsPerStep))
        var share = table[step]
        if rest > 0 { share += (table[step + 1] - share) * rest / Int32(partsPerStep) }
        return value < 0 ? 10_000 - share : share
    }

    private static let stepsPerSigma: Int64 = 16
    private static let partsPerStep: Int64 = 64

    /// Φ of 0, 1/16, 2/16 … 4, times 10,000.
    private static let table: [Int32] = [
        5_000, 5_249, 5_497, 5_744, 5_987, 6_227, 6_462, 6_691, 6_915, 7_131, 7_340, 7_541, 7_734, 7_917, 8_092,
        8_257, 8_413, 8_560, 8_697, 8_825, 8_944, 9_053, 9_154, 9_247, 9_332, 9_409, 9_479, 9_542, 9_599, 9_650,
        9_696, 9_737, 9_772, 9_804, 9_832, 9_856, 9_878, 9_896, 9_912, 9_926, 9_938, 9_948, 9_957, 9_964, 9_970,
        9_975, 9_980, 9_983, 9_987, 9_989, 9_991, 9_993, 9_994, 9_995, 9_996, 9_997, 9_998, 9_998, 9_999, 9_999,
        9_999, 9_999, 9_999, 10_000, 10_000,
    ]
}
