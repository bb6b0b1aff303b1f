extension PartitionEngine {
    /// Watermarks of the stages.
    public var watermarks: StageWatermarks { marks.stages }

    /// The input partitions, by source index, that hold the first watermark back.
    public var holdingBack: [Int] { marks.holdingBack }

    public var sizes: EngineSizes {
        var sizes = EngineSizes()
        sizes.legs = legs.count
        sizes.aircraft = aircraft.count
        sizes.airports = airports.count
        sizes.airlines = airlines.count
        sizes.bookings = bookings.count
        sizes.timers = firstTimers.count + secondTimers.count + demandTimers.count
        return sizes
    }
}
