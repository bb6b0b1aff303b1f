import DisruptionCore
import WireFormat

/// Reads the configuration file again while the process runs.
enum Reload {
    /// Takes over what may change; an invalid file is refused as a whole, and the old one goes on.
    static func run(_ service: ServiceContext) {
        let file: ConfigurationFile
        do throws(ConfigurationError) {
            file = try ConfigurationFile(path: service.configurationPath)
        } catch {
            return service.log.emit(.reloadRefused("\(error)"))
        }
        let outcome = service.reloadable.take(file.configuration)
        service.log.setLevel(file.configuration.log.level)
        service.log.emit(.reloaded(outcome, config: DisruptionRecord.hex(service.reloadable.engine.id)))
        if !outcome.needRestart.isEmpty { service.log.emit(.reloadNeedsRestart(outcome.needRestart)) }
    }
}

extension LogEvent {
    fileprivate static func reloadRefused(_ why: String) -> LogEvent {
        LogEvent(
            .error, "reload.refused", "The configuration file is not right; what was in force goes on",
            ["why": .text(why)])
    }

    fileprivate static func reloaded(_ outcome: Reloadable.Outcome, config: String) -> LogEvent {
        LogEvent(
            .info, "reload.done",
            outcome.changed.isEmpty ? "Nothing that may change while running has changed" : "New values hold",
            ["changed": .text(outcome.changed.joined(separator: " ")), "config": .text(config)])
    }

    fileprivate static func reloadNeedsRestart(_ keys: [String]) -> LogEvent {
        LogEvent(
            .warning, "reload.needs_restart", "These keys hold only after a restart",
            ["keys": .text(keys.joined(separator: " "))])
    }
}
