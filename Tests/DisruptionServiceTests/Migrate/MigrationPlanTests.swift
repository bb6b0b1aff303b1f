import Foundation
import Testing

@testable import DisruptionService

@Suite struct MigrationPlanTests {
    private let first = MigrationPlan.Step(version: 1, name: "a", hash: "h1")
    private let second = MigrationPlan.Step(version: 2, name: "b", hash: "h2")
    private let third = MigrationPlan.Step(version: 3, name: "c", hash: "h3")

    @Test func whatIsMissingIsPendingInOrder() throws {
        #expect(try MigrationPlan(known: [first, second], applied: []).pending == [first, second])
        #expect(try MigrationPlan(known: [first, second, third], applied: [first]).pending == [second, third])
        #expect(try MigrationPlan(known: [first, second], applied: [second, first]).pending.isEmpty)
    }

    @Test func aChangedFileIsRefused() {
        let other = MigrationPlan.Step(version: 1, name: "a", hash: "h0")
        #expect(throws: MigrationError.changed(version: 1, name: "a")) {
            try MigrationPlan(known: [first, second], applied: [other])
        }
    }

    @Test func aNewerDatabaseIsRefused() {
        #expect(throws: MigrationError.unknown(version: 2, name: "b")) {
            try MigrationPlan(known: [first], applied: [first, second])
        }
    }

    @Test func aStepBeforeAnAppliedOneIsRefused() {
        #expect(throws: MigrationError.outOfOrder(version: 2, name: "b", newest: 3)) {
            try MigrationPlan(known: [first, second, third], applied: [first, third])
        }
    }

    @Test func everyMessageSaysWhatToDo() {
        let errors: [MigrationError] = [
            .changed(version: 1, name: "a"), .unknown(version: 2, name: "b"),
            .outOfOrder(version: 2, name: "b", newest: 3), .behind(pending: ["0001_a"]),
        ]
        for error in errors { #expect(error.description.contains("What to do: ")) }
    }

    @Test func theBinaryHasEveryFileOfTheFolder() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../")
        let folder = root.appending(path: "deploy/migrations").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(!files.isEmpty)
        #expect(Migration.all.map { Migration.label(version: $0.version, name: $0.name) + ".sql" } == files)
        for (migration, file) in zip(Migration.all, files) {
            #expect(try migration.sql == [UInt8](Data(contentsOf: folder.appending(path: file))))
        }
    }
}
