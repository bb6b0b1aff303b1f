import DisruptionCore
import Foundation
import Testing

@testable import DisruptionService

/// Twenty flights a day from Chicago to Dallas within an hour, two of them late, for so many days.
enum ShuttleMonth {
    static let header =
        "flight_date,carrier,flight_num,tail,origin,dest,sched_dep,sched_arr,act_dep,act_arr,"
        + "taxi_out,taxi_in,cancelled,diverted\n"

    /// - Parameter storm: a day of January on which nobody leaves in time, and half do not leave at all.
    static func csv(days: Int = 25, storm: Int? = nil) -> String {
        func time(_ day: Int, _ minute: Int) -> String {
            let digits = [day, minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            return "2008-01-\(digits[0])T\(digits[1]):\(digits[2]):00Z"
        }
        var text = header
        for day in 1...days {
            for flight in 0..<20 {
                let isStormy = day == storm
                let departure = 12 * 60 + 3 * flight
                let delay = isStormy ? 90 : flight < 2 ? 20 : 0
                let isCancelled = isStormy && flight % 2 == 1
                let block = (isStormy ? 150 : 110) + flight % 3
                text += "\(time(day, 0).prefix(10)),AA,\(flight + 1),N\(100 + flight)AA,ORD,DFW,"
                text += "\(time(day, departure)),\(time(day, departure + 120)),"
                text += isCancelled ? ",,,," : "\(time(day, departure + delay)),"
                text += isCancelled ? "" : "\(time(day, departure + delay + block)),\(isStormy ? 45 : 10),5,"
                text += "\(isCancelled ? "True" : "False"),False\n"
            }
        }
        return text
    }
}

@Suite("iropsd learn")
struct LearnCommandTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func learn(_ csv: String) throws -> [UInt8] {
        try folder.write(csv, "legs.csv")
        var task = LearnTask()
        task.files = ["\(folder.path)/legs.csv"]
        let output = CapturedOutput()
        let display = FeedDisplay(
            console: Console(output: output.descriptor, error: output.descriptor), isTerminal: false, clockMs: { 0 })
        let told = try task.learn(try RecordFile("\(folder.path)/learned.txt"), display, isStopped: { false })
        #expect(told?.hasSuffix(" legs") == true)
        return Array(try Data(contentsOf: URL(filePath: "\(folder.path)/learned.txt")))
    }

    private func tables(_ csv: String) throws -> LearnedTables { try LearnedInput(bytes: learn(csv)).file.tables }

    @Test func whatItWritesLoads() throws {
        let bytes = try learn(ShuttleMonth.csv())
        let tables = try LearnedInput(bytes: bytes).file.tables
        #expect(LearnedTablesText.bytes(tables) == bytes)
        #expect(tables.comments.first == "learned from legs.csv")
        #expect(try learn(ShuttleMonth.csv()) == bytes)
    }

    @Test("Airports, airlines and routes are learned, and a day of storm poisons none", arguments: [nil, 12])
    func stations(storm: Int?) throws {
        let tables = try tables(ShuttleMonth.csv(storm: storm))
        let carrier = try #require(CarrierCode("AA"))
        let (ord, dfw) = (try #require(AirportCode("ORD")), try #require(AirportCode("DFW")))
        // Two of twenty leave an hour's end later.
        #expect(tables.capacity(ord).map { (18...20).contains($0) } == true)
        #expect(tables.unimpededTaxi(ord, isIn: false) == 10_000)
        #expect(tables.unimpededTaxi(dfw, isIn: true) == 5_000)
        #expect(tables.unimpededTaxi(dfw, isIn: false) == 10_000)
        #expect(tables.quickBlock(carrier, from: ord, to: dfw) == 110_000)
        #expect(tables.quickBlock(try #require(CarrierCode("UA")), from: ord, to: dfw) == 110_000)
        #expect(tables.quickBlock(carrier, from: dfw, to: ord) == nil)
        #expect(tables.usualSharePermille(carrier) == 100)
        #expect(tables.usualCancelledPermille(carrier) == 0)
        // Noon UTC is six in the morning there; of 25 days fewer than 20 are weekdays.
        let usual = try #require(tables.usualDelay(ord, isArrival: false, hour: 6, isWeekend: true))
        #expect(usual.median == 0 && usual.deviation == 0)
        #expect(tables.usualDelay(ord, isArrival: true, hour: 6, isWeekend: true) == nil)
    }

    @Test func tooFewDaysTeachNoBaseline() throws {
        let tables = try tables(ShuttleMonth.csv(days: 6))
        let ord = try #require(AirportCode("ORD"))
        #expect(tables.usualDelay(ord, isArrival: false, hour: 6, isWeekend: false) == nil)
        #expect(tables.usualSharePermille(try #require(CarrierCode("AA"))) == nil)
        #expect(tables.capacity(ord) == nil)
    }

    @Test("The command itself: history in, a file that the configuration takes")
    func command() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let folder = try TestFolder()
            try folder.write(ShuttleMonth.csv(), "legs.csv")
            let words = ["\(folder.path)/legs.csv", "--out", "\(folder.path)/learned.txt"]
            let code = try LearnCommand(Arguments(words, LearnCommand.syntax)).run()
            try folder.write("kafka: {bootstrap_servers: 'k:9092'}\nlearned: learned.txt\n", "iropsd.yaml")
            let file = try ConfigurationFile(path: "\(folder.path)/iropsd.yaml")
            let names = try folder.names
            let isRight = code == .ok && names == ["iropsd.yaml", "learned.txt", "legs.csv"]
            let capacity = file.configuration.learnedInput?.file.tables.capacity(AirportCode("ORD") ?? .none)
            exit(isRight && capacity != nil ? 0 : 3)
        }
    }

    @Test("History without a flown leg leaves nothing behind")
    func nothing() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let folder = try TestFolder()
            try folder.write(ShuttleMonth.header, "legs.csv")
            let words = ["\(folder.path)/legs.csv", "--out", "\(folder.path)/learned.txt"]
            let command = try LearnCommand(Arguments(words, LearnCommand.syntax))
            do { _ = try command.run() } catch { exit(try folder.names == ["legs.csv"] ? 0 : 3) }
            exit(4)
        }
    }
}
