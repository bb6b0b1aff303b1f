import CLibpq

/// Where to connect: a libpq URL or key=value string, read once, with its secrets kept out of every message.
public struct ConnectionTarget: Sendable, CustomStringConvertible {
    /// The string as configured. Holds secrets: only libpq gets it.
    let string: String
    /// Host, port, database and user, without secrets: `PostgreSQL 127.0.0.1:5432/iropsd as ops`.
    public let description: String

    /// Reads a connection string.
    ///
    /// - Parameter string: `postgresql://…` or `key=value …`, as libpq defines them.
    /// - Throws: `badConnectionString` where libpq cannot read it; the message repeats no part of the string.
    public init(_ string: String) throws(PostgresError) {
        let refused = { (why: String) in
            PostgresError(kind: .badConnectionString, message: why, subject: "PostgreSQL connection string")
        }
        guard !string.utf8.contains(0) else { throw refused("has a NUL character") }
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(string, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        guard let options else {
            let why = message.map { String(cString: $0) } ?? "not readable"
            throw refused(Self.withoutQuotations(why))
        }
        self.string = string
        description = Self.describe(Self.values(options))
    }

    /// libpq quotes what it could not read, which may be a password or the whole string: leave the quotations out.
    static func withoutQuotations(_ message: String) -> String {
        guard let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""), first < last else {
            return oneLine(message)
        }
        return oneLine(message[..<first] + "\"…\"" + message[message.index(after: last)...])
    }

    /// A message of libpq on one line, without its trailing line feed.
    static func oneLine(_ message: some StringProtocol) -> String {
        message.split(whereSeparator: \.isNewline).map { line in
            String(line.drop { $0 == "\t" || $0 == " " })
        }.joined(separator: "; ")
    }

    private static func values(_ options: UnsafePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            // A display hint of "*" marks a password field.
            let isSecret = option.pointee.dispchar.map { String(cString: $0) == "*" } ?? false
            if !isSecret, let value = option.pointee.val {
                values[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        return values
    }

    private static func describe(_ values: [String: String]) -> String {
        let host = values["host"] ?? values["hostaddr"] ?? "local"
        var text = "PostgreSQL " + host
        if let port = values["port"] { text += ":" + port }
        if let database = values["dbname"] { text += host.hasPrefix("/") ? " " + database : "/" + database }
        if let user = values["user"] { text += " as " + user }
        return text
    }
}
