import DisruptionCore

/// `report.html`.
enum ReportPage {
    static func write(_ scores: Scores, _ truth: TruthTable, _ head: ReportHead, into page: inout ByteWriter) {}
}
