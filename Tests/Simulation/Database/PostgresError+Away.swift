import PostgresClient

extension PostgresError {
    /// The connection is gone, or could not be made.
    static let away = PostgresError(kind: .connectionLost, message: "no connection", subject: "simulated")
}
