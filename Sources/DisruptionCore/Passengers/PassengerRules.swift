/// What is laid down for passengers, as data: how long they need to change, and what they are owed.
public struct PassengerRules: Sendable, Equatable {
    public var connectingTimes: ConnectingTimes
    public var compensation: CompensationTable

    public init(
        connectingTimes: ConnectingTimes = ConnectingTimes(), compensation: CompensationTable = CompensationTable([])
    ) {
        self.connectingTimes = connectingTimes
        self.compensation = compensation
    }
}
