import Wording

/// How the text of a value becomes a value, what is allowed, and how it is written.
struct ValueKind<Value: Sendable>: Sendable {
    /// What is allowed, for messages and for the reference file.
    let allowed: String
    /// Throws `ValueProblem`, whose `value` and `allowed` the reader fills in.
    let parse: @Sendable (String) throws(ValueProblem) -> Value
    /// The value as a configuration file writes it, secrets masked.
    let show: @Sendable (Value) -> String
}

extension ValueKind where Value == String {
    /// Text that fulfils a condition.
    static func text(_ allowed: String, where isGood: @escaping @Sendable (String) -> Bool) -> ValueKind<String> {
        ValueKind(
            allowed: allowed,
            parse: { text throws(ValueProblem) in
                guard isGood(text) else { throw ValueProblem("is not allowed") }
                return text
            },
            show: { $0 })
    }

    /// 1 to so many characters of `A-Z a-z 0-9 . _ -`: what Kafka takes in names of topics, and iropsd in all names.
    static func name(charactersMax: Int) -> ValueKind<String> {
        .text("1 to \(charactersMax) of A-Z a-z 0-9 . _ -") { text in
            (1...charactersMax).contains(text.utf8.count) && text != "." && text != ".."
                && text.utf8.allSatisfy { $0.isAsciiLetterOrDigit || [0x2E, 0x5F, 0x2D].contains($0) }
        }
    }

    /// `host:port`, separated by commas.
    static let servers = ValueKind<String>.text("host:port, several separated by commas") { text in
        text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { server in
            let address = server.drop { $0 == " " }
            return !address.hasPrefix(":") && ListenAddress(String(address)).map { $0.port > 0 } ?? false
        }
    }
}

extension ValueKind where Value == Int {
    static func integer(_ range: ClosedRange<Int>, _ unit: String) -> ValueKind<Int> {
        let wide = ValueKind<Int64>.integer(Int64(range.lowerBound)...Int64(range.upperBound), unit)
        return ValueKind(
            allowed: wide.allowed, parse: { text throws(ValueProblem) in Int(try wide.parse(text)) },
            show: { String($0) })
    }
}

extension ValueKind where Value == Int64 {
    static func integer(_ range: ClosedRange<Int64>, _ unit: String) -> ValueKind<Int64> {
        ValueKind(
            allowed: "\(range.lowerBound) to \(range.upperBound)" + (unit.isEmpty ? "" : " \(unit)"),
            parse: { text throws(ValueProblem) in
                guard let value = Int64(text) else {
                    let isLong = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    throw ValueProblem(isLong ? "is out of range" : "is not a whole number")
                }
                guard range.contains(value) else { throw ValueProblem("is out of range") }
                return value
            },
            show: { String($0) })
    }

    /// 0 and 1, written as false and true.
    static let flag = ValueKind<Int64>(
        allowed: ValueKind<Bool>.flag.allowed,
        parse: { text throws(ValueProblem) in try ValueKind<Bool>.flag.parse(text) ? 1 : 0 },
        show: { $0 == 0 ? "false" : "true" })
}

extension ValueKind where Value == Bool {
    static let flag = ValueKind<Bool>(
        allowed: "true or false",
        parse: { text throws(ValueProblem) in
            switch text {
            case "true": return true
            case "false": return false
            default: throw ValueProblem("is neither true nor false")
            }
        },
        show: { $0 ? "true" : "false" })
}

extension ValueKind where Value: CaseIterable & RawRepresentable<String> {
    /// One of a closed list of words.
    static var choice: ValueKind<Value> {
        let words = Value.allCases.map(\.rawValue)
        return ValueKind(
            allowed: words.joined(separator: ", "),
            parse: { text throws(ValueProblem) in
                guard let value = Value(rawValue: text) else {
                    throw ValueProblem("is none of the known words", nearest: NearestName.find(text, among: words))
                }
                return value
            },
            show: { $0.rawValue })
    }
}

extension ValueKind where Value == ListenAddress {
    static let address = ValueKind<ListenAddress>(
        allowed: "host:port or [IPv6 address]:port",
        parse: { text throws(ValueProblem) in
            guard let address = ListenAddress(text) else { throw ValueProblem("is no address to listen on") }
            return address
        },
        show: { $0.description })
}
