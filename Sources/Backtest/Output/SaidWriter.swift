import DisruptionCore
import WireFormat

/// Writes down what the engines say, and gathers what the report needs of it. One thread owns it while it runs.
final class SaidWriter {
    private(set) var book: DetectionBook
    private(set) var predictions = PredictionTable()
    private(set) var refused = 0
    private(set) var events = 0
    private let files: ReportFolder
    private let reference: AirportDirectory
    private var json = JSONWriter(capacity: 1 << 16)
    private var line = ByteWriter(capacity: 256)

    static let predictionHeader =
        "leg_id,made_at,horizon,predicted_late_aircraft_minutes,probability_15,predicted_departure_delay_minutes\n"

    init(_ files: ReportFolder, reference: AirportDirectory) {
        self.files = files
        self.reference = reference
        book = DetectionBook(reference: reference)
        self.files.predictions.write(SaidWriter.predictionHeader)
    }

    /// Writes until nothing more comes.
    /// - Parameter progress: told after each batch.
    func run(_ queue: BoundedQueue<SaidBatch>, _ progress: RunProgress) {
        while let batch = queue.take() {
            for versions in batch.disruptions {
                // By place, for a loop over the versions would copy each.
                for index in versions.indices {
                    DisruptionRecord.write(versions[index], reference: reference, into: &json)
                    json.endLine()
                    book.take(versions[index])
                    if json.count > 32 * 1024 { flush() }
                }
            }
            flush()
            for prediction in batch.predictions where predictions.take(prediction) { write(prediction) }
            refused += batch.refused
            events += batch.events
            book.advance(to: batch.reached)
            progress.note(reached: batch.reached, events: events, versions: book.versions)
            if !files.disruptions.isSound || !files.predictions.isSound {
                queue.close()
            }
        }
        book.finish()
    }

    private func flush() {
        files.disruptions.write(json.bytes)
        json.removeAll()
    }

    private func write(_ prediction: RotationPrediction) {
        line.removeAll()
        line.putLeg(prediction.leg)
        line.put8(0x2C)
        line.put(instant: prediction.madeAt)
        line.put8(0x2C)
        line.putBytes(prediction.horizon.name.bytes)
        line.put8(0x2C)
        line.put(decimes: Int64(prediction.lateAircraftDecimes))
        line.put8(0x2C)
        line.put(permille: Int64(prediction.late15Permille))
        line.put8(0x2C)
        line.putDecimal(Int64(prediction.departureDelayMinutes))
        line.put8(0x0A)
        files.predictions.write(line.bytes)
    }

    /// Writes the files of the report.
    /// - Throws: `BacktestError.unwritable`.
    func publish(scores: borrowing JSONWriter, page: borrowing ByteWriter) throws(BacktestError) {
        files.scores.write(scores.bytes)
        files.page.write(page.bytes)
        try files.publish()
    }
}

extension ByteWriter {
    /// Tenths as a decimal number: 125 is `12.5`, 120 is `12`.
    mutating func put(decimes value: Int64) {
        if value < 0 { put8(0x2D) }
        putDecimal(Int64(clamping: value.magnitude / 10))
        guard value % 10 != 0 else { return }
        put8(0x2E)
        put8(0x30 + UInt8(value.magnitude % 10))
    }

    /// Thousandths as a decimal number: 250 is `0.25`.
    mutating func put(permille value: Int64) {
        if value < 0 { put8(0x2D) }
        putDecimal(Int64(clamping: value.magnitude / 1000))
        var rest = Int(value.magnitude % 1000)
        if rest != 0 { put8(0x2E) }
        while rest != 0 {
            put8(0x30 + UInt8(rest / 100))
            rest = rest % 100 * 10
        }
    }
}
