import Testing

@testable import PostgresClient

@Suite struct ConnectionTargetTests {
    @Test func theDescriptionNamesThePlaceAndNoSecret() throws {
        let url = try ConnectionTarget("postgresql://ops:s3cret@db.example:5433/iropsd?sslpassword=hush")
        #expect(url.description == "PostgreSQL db.example:5433/iropsd as ops")
        let pairs = try ConnectionTarget("host=/run/pg dbname=iropsd user=ops password='s3cret'")
        #expect(pairs.description == "PostgreSQL /run/pg iropsd as ops")
        #expect(try ConnectionTarget("postgresql:///iropsd").description == "PostgreSQL local/iropsd")
    }

    @Test(arguments: [
        "postgresql://ops:s3cret@[db/iropsd", "postgresql://ops:s3cret%zz@db/iropsd", "host=db s3cret",
        "host=db password=a s3cret=b", "host=db password='s3cret", "postgresql://db/x?s3cret", "s3cret",
    ])
    func whatCannotBeReadIsNotRepeated(string: String) {
        let error = #expect(throws: PostgresError.self) { try ConnectionTarget(string) }
        #expect(error?.kind == .badConnectionString)
        #expect(error?.isRetriable == false)
        #expect(error?.description.contains("s3cret") == false)
        #expect(error?.description.contains("postgres.url") == true)
    }

    @Test func aNulCharacterIsRefused() {
        #expect(throws: PostgresError.self) { try ConnectionTarget("host=a\0b") }
    }
}
