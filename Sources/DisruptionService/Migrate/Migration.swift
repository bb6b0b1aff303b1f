/// One step of the database's schema: a file of deploy/migrations.
struct Migration: Sendable {
    /// The file's number; steps are applied in its order.
    let version: Int
    /// The file's name behind the number.
    let name: String
    /// The file, byte for byte.
    let sql: [UInt8]

    /// Every step that this binary knows, in order. A test compares the list with the folder.
    static let all: [Migration] = [
        Migration(version: 1, name: "sink", sql: PackageResources._001_sink_sql),
        Migration(version: 2, name: "disruptions", sql: PackageResources._002_disruptions_sql),
        Migration(version: 3, name: "flight_state", sql: PackageResources._003_flight_state_sql),
        Migration(version: 4, name: "dead_letters", sql: PackageResources._004_dead_letters_sql),
        Migration(version: 5, name: "bookings", sql: PackageResources._005_bookings_sql),
        Migration(version: 6, name: "notifications", sql: PackageResources._006_notifications_sql),
        Migration(version: 7, name: "alerts", sql: PackageResources._007_alerts_sql),
    ]

    /// The file's name without its ending: `NNNN_name`.
    static func label(version: Int, name: String) -> String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
    }
}
