/// What has to be hidden in connection strings and client properties.
enum PasswordMask {
    /// A libpq connection string (URL or `key=value`) with `***` for each password.
    ///
    /// What cannot be told apart with certainty is hidden as a whole.
    /// Source: PostgreSQL documentation, "Connection Strings".
    static func connectionString(_ text: String) -> String {
        for scheme in ["postgresql://", "postgres://"] where text.hasPrefix(scheme) {
            return scheme + url(text.dropFirst(scheme.count))
        }
        return keyValues(text)
    }

    /// Whether a librdkafka property holds a secret: all of `sasl.` but the mechanism, keys, passwords and tokens.
    static func isSecret(property name: String) -> Bool {
        if name == "sasl.mechanism" || name == "sasl.mechanisms" { return false }
        if name.hasPrefix("sasl.") || name.hasSuffix(".pem") { return true }
        return ["password", "secret", "token", "ssl.key", "oauthbearer"].contains { name.contains($0) }
    }

    /// `user:password@hosts/db?key=value&…`; a password may hold an unescaped `@`, so the last one before `?` ends it.
    private static func url(_ rest: Substring) -> String {
        let query = rest.firstIndex(of: "?") ?? rest.endIndex
        var shown = ""
        if let at = rest[..<query].lastIndex(of: "@") {
            let account = rest[..<at]
            let user = account.prefix { $0 != ":" }
            shown = (user.count < account.count ? "\(user):***" : String(user)) + rest[at..<query]
        } else if rest.contains("@") {
            return "***"
        } else {
            shown = String(rest[..<query])
        }
        guard query < rest.endIndex else { return shown }
        let pairs = rest[rest.index(after: query)...].split(separator: "&", omittingEmptySubsequences: false)
        let maskedPairs = pairs.map { pair in
            let key = pair.prefix { $0 != "=" }
            return isSecretKey(key) ? "\(key)=***" : String(pair)
        }
        return shown + "?" + maskedPairs.joined(separator: "&")
    }

    /// `host=… password='a b' …` without the values of secret keys.
    private static func keyValues(_ text: String) -> String {
        var shown: [String] = []
        var rest = text[...]
        while true {
            rest = rest.drop { $0.isWhitespace }
            guard !rest.isEmpty else { return shown.joined(separator: " ") }
            guard let equals = rest.firstIndex(of: "=") else { return "***" }
            let key = String(rest[..<equals]).filter { !$0.isWhitespace }
            let (value, behind) = value(rest[rest.index(after: equals)...].drop { $0.isWhitespace })
            guard let behind else { return "***" }
            shown.append("\(key)=\(isSecretKey(key[...]) ? "***" : String(value))")
            rest = behind
        }
    }

    /// One value, in quotes or up to the next space, and what stands behind it; no rest when its quote never ends.
    private static func value(_ text: Substring) -> (Substring, Substring?) {
        let isQuoted = text.first == "'"
        var index = isQuoted ? text.index(after: text.startIndex) : text.startIndex
        while index < text.endIndex {
            if text[index] == "\\" {
                index = text.index(after: index)
                if index < text.endIndex { index = text.index(after: index) }
                continue
            }
            if isQuoted ? text[index] == "'" : text[index].isWhitespace { break }
            index = text.index(after: index)
        }
        guard isQuoted else { return (text[..<index], text[index...]) }
        guard index < text.endIndex else { return (text, nil) }
        let end = text.index(after: index)
        return (text[..<end], text[end...])
    }

    private static func isSecretKey(_ key: Substring) -> Bool {
        let name = key.lowercased()
        return name.contains("pass") || name.contains("secret") || name.contains("token") || name.contains("%")
    }
}
