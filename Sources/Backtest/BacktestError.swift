public import DisruptionCore
import Glibc
public import History

/// Why a backtest has no result.
public enum BacktestError: Error, Sendable, Equatable {
    case history(HistoryError)
    /// A file of the report cannot be written: path and `errno`.
    case unwritable(path: String, code: Int32)
    case noThread(code: Int32)
    /// More legs than are scored at once.
    case tooManyLegs(limit: Int)
    /// More weather than is held at once.
    case tooMuchWeather(limit: Int)
    /// The engine refused what this program wrote: a fault of the program.
    case frame(FrameError)
    /// No leg departs in the chosen time.
    case nothing
    /// It was asked to stop.
    case stopped
}

extension BacktestError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .history(let error): error.description
        case .unwritable(let path, let code): "\(path): cannot write it: \(String(cString: strerror(code)))"
        case .noThread(let code):
            "no thread: \(String(cString: strerror(code))); raise the limit of processes or memory"
        case .tooManyLegs(let limit): "more than \(limit) legs; score fewer months at once"
        case .tooMuchWeather(let limit): "more than \(limit / 1_048_576) MiB of weather; score fewer months at once"
        case .frame(let error): "the engine cannot read its own log (\(error)); please report it"
        case .nothing: "no leg departs in that time; there is nothing to score"
        case .stopped: "stopped; nothing was written"
        }
    }
}
