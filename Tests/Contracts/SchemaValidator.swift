import Foundation

/// Debian's python3-jsonschema, run as a child process over all examples at once.
enum SchemaValidator {
    /// Where something in a file is not as its schema says.
    struct Finding: Decodable, CustomStringConvertible {
        /// From 1.
        let line: Int
        /// From 1.
        let column: Int
        /// JSON pointer of the value.
        let at: String
        let message: String

        var description: String { "\(line):\(column): \(at) \(message)" }
    }

    private struct Answer: Decodable {
        let file: String
        let errors: [Finding]
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Findings by path, of every example of every topic; none for a file that is valid.
    static let findings: Result<[String: [Finding]], any Error> = Result { try validate(.current) }

    /// Whether the tests can run, or must: where tests are required, an absent validator is a failure.
    static let isAvailable = interpreter != nil || isRequired
    private static let isRequired = ProcessInfo.processInfo.environment["IROPSD_REQUIRE_INTEGRATION"] == "1"

    /// A Python that has the package: Debian's own comes second, where another one stands before it.
    private static let interpreter: [String]? = [["/usr/bin/env", "python3"], ["/usr/bin/python3"]].first { command in
        (try? run(command + ["-c", "import jsonschema; jsonschema.Draft202012Validator"], input: nil)) != nil
    }

    private static func validate(_ folder: ContractFolder) throws -> [String: [Finding]] {
        var jobs: [(schema: String, file: URL)] = []
        for topic in try folder.topicsWithExamples() {
            let examples = folder.examples(of: topic, valid: true) + folder.examples(of: topic, valid: false)
            jobs += examples.map { (folder.schemaName(of: topic), $0.file) }
        }
        return try validate(jobs)
    }

    /// Findings of each of these values.
    static func validate(_ values: [String], as schema: String) throws -> [[Finding]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "iropsd-values-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let jobs = try values.enumerated().map { index, value in
            let file = folder.appending(path: "\(index).json")
            try Data(value.utf8).write(to: file)
            return (schema: schema, file: file)
        }
        let findings = try validate(jobs)
        return try jobs.map { job in
            guard let found = findings[job.file.path()] else {
                throw Failure(description: "\(job.file.path()) was not checked")
            }
            return found
        }
    }

    private static func validate(_ jobs: [(schema: String, file: URL)]) throws -> [String: [Finding]] {
        guard let interpreter else {
            throw Failure(description: "no JSON Schema validator: apt-get install python3-jsonschema")
        }
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "validate.py").path()
        let output = try run(
            interpreter + ["-W", "ignore", script, ContractFolder.current.schemas.path()],
            input: jobs.map { "\($0.schema)\t\($0.file.path())\n" }.joined())
        var findings: [String: [Finding]] = [:]
        for line in output.split(separator: 0x0A) {
            let answer = try JSONDecoder().decode(Answer.self, from: line)
            findings[answer.file] = answer.errors
        }
        return findings
    }

    /// What a program writes, read to its end; its input comes from a file, so that neither side can block the other.
    private static func run(_ command: [String], input: String?) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appending(path: "iropsd-schemas-\(UUID().uuidString)")
        try Data((input ?? "").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = input == nil ? FileHandle.nullDevice : FileHandle.standardError
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(command[0]) ended with \(process.terminationStatus), see above")
        }
        return data
    }
}
