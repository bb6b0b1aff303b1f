/// The thresholds in force, at a place of their own: what reads them takes their address and no copy.
final class SettingsInForce {
    let place: UnsafeMutablePointer<EngineSettings>

    init() {
        place = .allocate(capacity: 1)
        place.initialize(to: EngineSettings())
    }

    deinit {
        place.deinitialize(count: 1)
        place.deallocate()
    }
}
