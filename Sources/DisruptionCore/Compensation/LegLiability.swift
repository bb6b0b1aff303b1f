extension Liability {
    /// Of what a leg's carrier reports as its delay codes: the class with most minutes, reactionary codes left out; of
    /// equals the one worse for the carrier.
    /// - Parameter codes: `code/minutes` with commas between.
    /// - Returns: nil where all are reactionary or say nothing.
    init?(codes: String) {
        var minutes: [Int64] = [0, 0, 0]
        for item in codes.utf8.split(separator: 0x2C) {
            let parts = item.split(separator: 0x2F, maxSplits: 1)
            guard let code = parts.first.flatMap({ Int(String($0) ?? "") }), let found = Liability(delayCode: code)
            else { continue }
            // A code without minutes counts as a minute.
            let told = parts.count > 1 ? Int64(String(parts[1]) ?? "") ?? 0 : 0
            minutes[Int(found.rawValue) - 1] += max(1, min(told, 10_080))
        }
        guard let most = minutes.max(), most > 0, let place = minutes.lastIndex(of: most) else { return nil }
        self.init(rawValue: UInt8(place + 1))
    }

    /// Of a reason in the source's own words; nil where they do not say.
    init?(reason: String) {
        let words = reason.lowercased()
        func has(_ any: [String]) -> Bool { any.contains { Self.contains(words, $0) } }
        if has(["weather", "snow", "fog", "storm", "ice", "icing", "wind", "atc", "security", "bird", "closure"]) {
            self = .extraordinaryLikely
        } else if has(["technical", "crew", "maintenance", "handling", "aircraft", "staff", "carrier"]) {
            self = .airline
        } else {
            return nil
        }
    }

    private static func contains(_ text: String, _ word: String) -> Bool {
        var rest = text.utf8[...]
        while rest.count >= word.utf8.count {
            if rest.starts(with: word.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// Of the class of cause that the root of a rotation reports.
    init(_ root: DelayCauseClass) {
        self =
            switch root {
            case .weather, .airport: .extraordinaryLikely
            case .airline: .airline
            case .unknown: .uncertain
            }
    }
}
