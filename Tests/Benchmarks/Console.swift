import Glibc

/// What the person at the terminal reads: lines on standard output, a progress line on standard error.
enum Console {
    /// Writes a line at once, also into a pipe.
    static func say(_ text: String) {
        endProgress()
        put(text + "\n", STDOUT_FILENO)
    }

    /// Writes a line on standard error.
    static func complain(_ text: String) {
        endProgress()
        put(text + "\n", STDERR_FILENO)
    }

    /// Shows how far something is, over what it showed before; only on a terminal.
    static func progress(_ text: String) {
        guard isTerminal else { return }
        put("\r\u{1B}[K" + text, STDERR_FILENO)
    }

    /// A line for whoever watches closely: which process to look at. Only with BENCH_NOTES.
    static func note(_ text: String) {
        if BenchmarkOptions.variable("BENCH_NOTES") != nil { complain(text) }
    }

    /// Takes the progress line away.
    static func endProgress() {
        if isTerminal { put("\r\u{1B}[K", STDERR_FILENO) }
    }

    private static let isTerminal = isatty(STDERR_FILENO) == 1

    private static func put(_ text: String, _ descriptor: Int32) {
        var text = text
        _ = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
    }
}

/// Figures as people read them.
enum Figure {
    /// A whole number in groups of three digits: `1,778,756`.
    static func grouped(_ value: Int) -> String {
        let digits = Array(String(abs(value)))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// With so many digits behind the point, at most six.
    static func decimal(_ value: Double, _ digits: Int = 1) -> String {
        guard value.isFinite else { return "-" }
        let scale = (0..<digits).reduce(1) { product, _ in product * 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = String(abs(scaled) % scale)
        let sign = scaled < 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(abs(scaled))" }
        return "\(sign)\(abs(scaled) / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// The middle value; of an even number the lower middle. Zero of none.
    static func median(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.sorted()[(values.count - 1) / 2]
    }
}
