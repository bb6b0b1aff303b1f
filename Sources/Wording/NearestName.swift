/// Finds the name that somebody probably meant.
package enum NearestName {
    /// The known name with the fewest typing errors, where that are few: a third of the letters, at least one, at
    /// most three. Of equally near names the first listed.
    package static func find(_ name: String, among known: some Sequence<String>) -> String? {
        let allowed = min(3, max(1, name.count / 3))
        var best: (name: String, distance: Int)?
        for candidate in known {
            let distance = distance(name.lowercased(), candidate.lowercased())
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Letters to insert, delete, replace or swap with their neighbour (the restricted Damerau-Levenshtein distance).
    /// Source: Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964.
    static func distance(_ first: String, _ second: String) -> Int {
        let a = Array(first.unicodeScalars.prefix(QuotedText.charactersMax))
        let b = Array(second.unicodeScalars.prefix(QuotedText.charactersMax))
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            row.reserveCapacity(b.count + 1)
            for j in 1...b.count {
                let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var cost = min(row[j - 1] + 1, last[j] + 1, replaced)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, beforeLast[j - 2] + 1) }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
