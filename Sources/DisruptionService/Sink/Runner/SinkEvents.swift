import KafkaClient

/// What a sink tells the log.
extension LogEvent {
    static func sinkRunning(epoch: Int64, server: String) -> LogEvent {
        LogEvent(
            .info, "sink.running", "The sink writes to the database",
            ["epoch": .integer(epoch), "postgresql": .text(server)])
    }

    static func sinkState(_ state: SinkStatus.State, _ problem: String) -> LogEvent {
        let level: LogLevel =
            switch state {
            case .blocked: .error
            case .standby: .info
            default: .warning
            }
        return LogEvent(
            level, "sink.waiting", "The sink does not write: \(problem)", ["state": .text(state.rawValue)])
    }

    static func sinkBroker(_ error: KafkaError, _ level: LogLevel) -> LogEvent {
        LogEvent(level, "sink.broker", "The sink's Kafka client reports an error and goes on: \(error)")
    }

    static func sinkRejected(_ rejection: SinkWriteResult.Rejection) -> LogEvent {
        LogEvent(
            .error, "sink.rejected", "The database refused a record; it is noted in iropsd.sink_rejects",
            [
                "topic": .text(rejection.origin.source.topic), "partition": .integer(rejection.origin.source.partition),
                "offset": .integer(rejection.origin.offset), "reason": .text(rejection.reason),
            ])
    }

    static func sinkFinding(_ source: SinkSource, _ finding: SinkStart.Finding) -> LogEvent {
        switch finding {
        case .madeAnew(let storedOffset):
            LogEvent(
                .warning, "sink.topic.anew", "A topic ends before the stored position: it is read from its beginning",
                ["partition": .described(source), "stored_offset": .integer(storedOffset)])
        case .gone(let records):
            LogEvent(
                .error, "sink.records.gone", "Retention removed records before the sink had read them",
                ["partition": .described(source), "count": .integer(records)])
        }
    }

    static func sinkGaveUp(afterMs: Int) -> LogEvent {
        LogEvent(
            .warning, "sink.gave_up",
            "The database did not answer in time: the sink stops; the next start writes what was under way",
            ["after_ms": .integer(afterMs)])
    }

    static func sinkStopped(batches: Int64) -> LogEvent {
        LogEvent(.info, "sink.stopped", "The sink has stopped", ["batches": .integer(batches)])
    }
}
