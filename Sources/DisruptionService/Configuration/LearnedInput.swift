public import DisruptionCore

/// The file under `learned`, read and checked.
public struct LearnedInput: Sendable, Equatable {
    /// What the engines take of it.
    public let file: LearnedFile
    /// As they are kept in the snapshots topic.
    let bytes: [UInt8]

    init(bytes: [UInt8]) throws(LearnedTablesError) {
        self.bytes = bytes
        let read = bytes.withUnsafeBytes { (view) -> Result<LearnedFile, LearnedTablesError> in
            do throws(LearnedTablesError) { return .success(try LearnedFile(bytes: view)) } catch {
                return .failure(error)
            }
        }
        file = try read.get()
    }

    /// Reads the file of a configuration.
    static func read(_ path: String, _ environment: ConfigurationEnvironment) throws(ValueProblem) -> LearnedInput {
        let help = "the path of a file that `iropsd learn` wrote; without the key built-in defaults are used"
        do {
            return try LearnedInput(bytes: try environment.readFile(path, LearnedLimits.fileBytesMax))
        } catch let error as LearnedTablesError {
            throw ValueProblem("is no learned file: \(error)", allowed: help)
        } catch {
            let reason = (error as? FileProblem)?.reason ?? "\(error)"
            throw ValueProblem("cannot be read: \(reason)", allowed: help)
        }
    }

    /// For people: how much it is, and by which name the log and the snapshots topic know it.
    var text: String {
        let count = file.tables.count
        return "\(FeedText.count(count)) row\(count == 1 ? "" : "s"), hash \(file.name)"
    }
}
