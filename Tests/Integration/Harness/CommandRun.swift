/// One run of an `iropsd` command to its end.
package struct CommandRun: Sendable {
    package let exitCode: Int32
    package let output: String
    package let errors: String

    /// Runs the binary under test.
    ///
    /// - Throws: `HarnessError` when it has not ended after so many seconds; it is killed then.
    package init(
        _ arguments: [String], environment: [String: String] = [:], seconds: Double = 120
    ) throws(HarnessError) {
        let folder = try TemporaryFolder()
        let output = folder.path + "/stdout"
        let errors = folder.path + "/stderr"
        let process = try SpawnedProcess(
            [try Daemon.binary()] + arguments, environment: environment, output: output, errors: errors)
        guard let code = process.exitCode(within: seconds) else {
            process.send(9)
            _ = process.exitCode(within: 10)
            throw HarnessError(
                "iropsd \(arguments.joined(separator: " ")) did not end within \(seconds) s: \(TextFile.read(errors))")
        }
        exitCode = code
        self.output = TextFile.read(output)
        self.errors = TextFile.read(errors)
    }
}
