import DisruptionCore

/// What libFuzzer calls with bytes of its own making: the readers of reports must neither trap nor leave their bounds.
///
/// The first byte chooses the reference instant, the rest is the report. Built and run by Tests/fuzz.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReports(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let data, count > 0 else { return 0 }
    // 2014-12-31T23:30Z, 2016-02-29T00:00Z, the first day of all, and none.
    let references: [Int64] = [1_420_068_600_000, 1_456_704_000_000, 0, .min]
    let reference = Instant(ms: references[Int(data[0]) & 3])
    let report = UnsafeRawBufferPointer(start: data + 1, count: count - 1)
    let runways = [Runway(name: RunwayName(number: 9), headingDeg: 95, lengthFt: 9_000)]

    let metar = Metar(report, near: reference)
    check(metar.issues, report, length: metar.length)
    let score = AtmapScore(
        metar.conditions, ranges: metar.runwayRanges, temperatureTenths: metar.temperatureTenths,
        dewPointTenths: metar.dewPointTenths)
    precondition((score?.total ?? 0) <= 47)
    if let weather = StationWeather(metar, observedAt: Instant(ms: 0), runways: runways) {
        var writer = ByteWriter()
        weather.encode(into: &writer)
        var reader = ByteReader(writer.bytes)
        let read = StationWeather(decoding: &reader)
        precondition(read == weather && reader.isAtEnd)
    }

    let taf = Taf(report, near: reference)
    check(taf.issues, report, length: taf.length)
    precondition(taf.groups.count <= WeatherLimits.changes + 1)
    let outlook = TafOutlook(taf, from: taf.validFrom ?? reference, bins: 96, runways: runways)
    for bin in outlook.bins { precondition(bin.weighted <= 1_000 && bin.worst <= 100) }

    var reader = ByteReader(report)
    if let weather = StationWeather(decoding: &reader) {
        var writer = ByteWriter()
        weather.encode(into: &writer)
        precondition(writer.bytes.elementsEqual(report.prefix(StationWeather.snapshotBytes)))
    }
    return 0
}

private func check(_ issues: GroupIssues, _ report: UnsafeRawBufferPointer, length: Int32) {
    precondition(length >= 0 && Int(length) <= min(report.count, WeatherLimits.reportBytes))
    precondition(Int(issues.count) >= issues.kept.count)
    for issue in issues.kept {
        precondition(issue.offset >= 0 && issue.length >= 0 && Int(issue.offset) + Int(issue.length) <= report.count)
    }
}
