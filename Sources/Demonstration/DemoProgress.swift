import DisruptionService

/// The progress line of a demo.
enum DemoProgress {
    static func text(_ progress: FeedProgress, _ seen: DemoWatcher.Counts) -> String {
        guard progress.events > 0 else { return "no event yet" }
        func open(_ pattern: String) -> String {
            func count(_ step: String) -> Int { seen.types["disruption.\(pattern).\(step)", default: 0] }
            let open = count("opened") - count("resolved") - count("superseded") - count("retracted")
            return FeedText.count(max(0, open))
        }
        return "\(FeedText.minute(progress.eventTime))  \(FeedText.count(progress.rate)) events/s  open: "
            + "\(open("cascading_delay")) cascades, \(open("airport_congestion")) congestions, "
            + "\(open("flight_delay")) delays"
    }
}
