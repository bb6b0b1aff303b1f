/// Why a row is left out.
public enum RowProblem: Error, Sendable, Equatable {
    case lineTooLong
    /// A quote is not closed, or text follows a closing one.
    case badQuotes
    /// The row ends before a column that is needed.
    case tooFewCells(Int)
    case badValue(Column)
    /// No time zone is known for the airport, so its local times cannot be placed.
    case unknownAirport(String)
    case arrivalBeforeDeparture
    case farFromSchedule
    case farFromDate
}

extension RowProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .lineTooLong: "longer than \(HistoryLimits.lineBytesMax / 1024) KiB"
        case .badQuotes: "a quoted cell that does not end"
        case .tooFewCells(let count): "only \(count) cells"
        case .badValue(let column): "the \(column.meaning) is missing or cannot be read"
        case .unknownAirport(let code): "no time zone is known for airport \(code)"
        case .arrivalBeforeDeparture: "it arrives before it departs"
        case .farFromSchedule: "a time days away from its schedule"
        case .farFromDate: "it is scheduled days away from its flight date"
        }
    }
}
