/// Puts environment variables and small files into a value: `${NAME}` and `${file:PATH}`.
///
/// `PATH` may itself hold `${NAME}` (`${file:${CREDENTIALS_DIRECTORY}/postgres}`) and is relative to the
/// configuration's folder. `$${` stands for `${`. What was put in is not looked at again, so a secret may contain
/// anything.
struct ValueExpansion {
    /// Where values come from; tests give their own.
    let environment: ConfigurationEnvironment

    /// The text with all references replaced, and whether there were any.
    func expand(_ text: String) throws(ValueProblem) -> (text: String, isExpanded: Bool) {
        guard text.contains("${") else { return (text, false) }
        var result = ""
        var rest = text[...]
        var isExpanded = false
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                result += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                let (reference, behind) = try reference(rest)
                result += try value(of: reference)
                rest = behind
                isExpanded = true
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
            guard result.utf8.count <= ServiceLimits.configurationValueBytes else {
                throw ValueProblem("has more than \(ServiceLimits.configurationValueBytes) bytes once expanded")
            }
        }
        return (result + rest, isExpanded)
    }

    /// Splits `${…}…` at the brace that ends it.
    private func reference(_ text: Substring) throws(ValueProblem) -> (inside: Substring, behind: Substring) {
        var depth = 0
        for index in text.indices {
            if text[index] == "{" { depth += 1 }
            guard text[index] == "}" else { continue }
            depth -= 1
            if depth == 0 {
                return (text[text.index(text.startIndex, offsetBy: 2)..<index], text[text.index(after: index)...])
            }
        }
        throw ValueProblem("has a ${ without its }", allowed: "${NAME}, ${file:PATH}, and $${ for a literal ${")
    }

    private func value(of reference: Substring) throws(ValueProblem) -> String {
        guard reference.hasPrefix("file:") else { return try variable(reference) }
        let path = try expandVariables(reference.dropFirst(5))
        do {
            let bytes = try environment.readFile(path, ServiceLimits.configurationValueBytes)
            guard let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
                throw ValueProblem("names the file \(path), which is not text")
            }
            var end = text[...]
            while end.last?.isNewline == true { end = end.dropLast() }
            return String(end)
        } catch let problem as FileProblem {
            throw ValueProblem("names a file that cannot be read: \(problem)")
        } catch let problem as ValueProblem {
            throw problem
        } catch {
            throw ValueProblem("names a file that cannot be read")
        }
    }

    /// `${NAME}` in a path; a path has no files in it.
    private func expandVariables(_ path: Substring) throws(ValueProblem) -> String {
        var result = ""
        var rest = path
        while rest.contains("${"), let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            guard rest.hasPrefix("${") else {
                result += "$"
                rest = rest.dropFirst()
                continue
            }
            let (inside, behind) = try reference(rest)
            result += try variable(inside)
            rest = behind
        }
        return result + rest
    }

    private func variable(_ name: Substring) throws(ValueProblem) -> String {
        let isName = !name.isEmpty && name.utf8.allSatisfy { $0 == 0x5F || $0.isAsciiLetterOrDigit }
        guard isName, name.first?.isNumber == false else {
            throw ValueProblem("refers to \"${\(name)}\", which is no name", allowed: "${NAME} or ${file:PATH}")
        }
        guard let value = environment.variable(String(name)) else {
            throw ValueProblem("refers to the environment variable \(name), which is not set")
        }
        return value
    }
}

extension UInt8 {
    /// `A-Z`, `a-z`, `0-9`.
    var isAsciiLetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
