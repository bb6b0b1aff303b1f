import Testing

@testable import PostgresClient

@Suite struct PostgresErrorTests {
    @Test(arguments: [
        ("08006", PostgresError.Kind.connectionLost), ("40001", .conflict), ("40P01", .conflict),
        ("55P03", .conflict), ("57014", .conflict), ("57P01", .unavailable), ("57P03", .unavailable),
        ("53100", .unavailable), ("53300", .unavailable), ("58030", .unavailable), ("25006", .unavailable),
        ("25P03", .connectionLost),
    ])
    func whatTimeCanHealIsRetriable(code: String, kind: PostgresError.Kind) {
        #expect(SQLState(code).kind == kind)
        #expect(error(SQLState(code).kind).isRetriable)
    }

    @Test(arguments: [
        ("28P01", PostgresError.Kind.authentication), ("3D000", .missingDatabase), ("42P01", .missingSchema),
        ("3F000", .missingSchema), ("42703", .missingSchema), ("42501", .notPermitted), ("22P02", .badData),
        ("22P05", .badData), ("23502", .badData), ("54001", .badData), ("42601", .misuse), ("XX000", .misuse),
    ])
    func whatTimeCannotHealIsFatal(code: String, kind: PostgresError.Kind) {
        #expect(SQLState(code).kind == kind)
        #expect(!error(SQLState(code).kind).isRetriable)
    }

    @Test(arguments: [
        (
            "connection to server failed: FATAL:  password authentication failed for user \"x\"",
            PostgresError.Kind.authentication
        ),
        ("FATAL:  role \"x\" does not exist", .authentication),
        ("FATAL:  database \"x\" does not exist", .missingDatabase),
        ("FATAL:  sorry, too many clients already", .unavailable),
        ("FATAL:  the database system is starting up", .unavailable),
        ("connection to server at \"::1\", port 5432 failed: Connection refused", .connectionLost),
        ("could not translate host name \"x\" to address", .connectionLost),
    ])
    func failuresToConnectAreSorted(message: String, kind: PostgresError.Kind) {
        #expect(ConnectFailure.kind(of: message) == kind)
    }

    @Test func theMessageSaysWhatToDo() {
        let error = PostgresError(
            kind: .missingSchema, sqlState: SQLState("42P01"),
            message: "relation \"iropsd.disruptions\" does not exist",
            subject: "PostgreSQL db/iropsd")
        #expect(
            error.description == "PostgreSQL db/iropsd: relation \"iropsd.disruptions\" does not exist [42P01]"
                + ". What to do: run 'iropsd migrate --config FILE'")
    }

    private func error(_ kind: PostgresError.Kind) -> PostgresError {
        PostgresError(kind: kind, message: "", subject: "")
    }
}
