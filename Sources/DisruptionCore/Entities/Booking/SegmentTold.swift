/// How one flight of a booking stands, and what its passengers were told of it.
struct SegmentTold: Equatable {
    let leg: LegKey
    var state = SegmentState()
    var news = FlightNews()
    var told = StatementsTold()

    /// Nothing is to be remembered of it.
    var isPlain: Bool { state.isPlain && news.isPlain && told.isPlain }

    /// The least that it takes.
    static let bytesMin = 12 + SegmentState.bytesMin + FlightNews.bytesMin + StatementsTold.bytesMin

    func encode(into writer: inout ByteWriter) {
        writer.putLegKey(leg)
        state.encode(into: &writer)
        news.encode(into: &writer)
        told.encode(into: &writer)
    }

    init(leg: LegKey) { self.leg = leg }

    init(leg: LegKey, state: SegmentState, news: FlightNews, told: StatementsTold) {
        self.leg = leg
        self.state = state
        self.news = news
        self.told = told
    }

    /// Reads what `encode` wrote behind the leg.
    /// - Returns: nil when the bytes are none.
    init?(_ leg: LegKey, reading reader: inout ByteReader) {
        self.leg = leg
        guard let state = SegmentState(reading: &reader) else { return nil }
        self.state = state
        news = FlightNews(reading: &reader)
        guard let told = StatementsTold(reading: &reader), !reader.failed else { return nil }
        self.told = told
    }
}
