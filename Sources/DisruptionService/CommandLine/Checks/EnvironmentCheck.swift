import DisruptionCore
import Glibc
import KafkaClient
import ReferenceData

/// What of a configuration depends on the machine: files, rights, secrets, libraries. Asks nobody, and is done in
/// milliseconds.
struct EnvironmentCheck {
    typealias Finding = ConfigurationCheck.Finding

    let file: ConfigurationFile
    private var configuration: Configuration { file.configuration }

    var findings: [Finding] {
        [secrecy] + keyFiles + [runways, connectingTimes, library, listening] + (threads.map { [$0] } ?? [])
    }

    /// Properties of librdkafka that name a file which must be readable; a private key must be so for nobody else.
    private static let files = [
        (name: "ssl.ca.location", isPrivate: false), (name: "ssl.certificate.location", isPrivate: false),
        (name: "ssl.key.location", isPrivate: true), (name: "ssl.keystore.location", isPrivate: true),
        (name: "ssl.crl.location", isPrivate: false), (name: "sasl.kerberos.keytab", isPrivate: true),
    ]

    /// A secret that stands in the file itself is everybody's who may read the file.
    private var secrecy: Finding {
        let held = file.literalSecrets.joined(separator: ", ")
        if held.isEmpty { return Finding("secrets", .ok, "\(file.path) holds none") }
        guard Self.isForEverybody(file.path) else {
            return Finding("secrets", .ok, "\(file.path) holds \(held), and is not for everybody to read")
        }
        let text = "\(file.path) holds \(held), and everybody may read it: chmod 640, or put ${file:…} in its place"
        return Finding("secrets", .note, text)
    }

    private var keyFiles: [Finding] {
        Self.files.compactMap { file in
            guard let name = configuration.kafka.librdkafka[file.name], !name.isEmpty, name != "probe" else {
                return nil
            }
            guard access(name, R_OK) == 0 else {
                return Finding("files", .wrong, "\(file.name): \(name): \(SystemError.text(errno))")
            }
            if file.isPrivate, Self.isForEverybody(name) {
                return Finding("files", .note, "\(file.name): \(name) is private and everybody may read it: chmod 640")
            }
            return Finding("files", .ok, "\(file.name): \(name)")
        }
    }

    private var runways: Finding {
        guard let file = configuration.runways else {
            return Finding("runways", .skipped, "runways is not given, so wind across takes no capacity")
        }
        do {
            return Finding("runways", .ok, "\(file), \(try RunwayFile(path: file).directions) directions of runways")
        } catch {
            return Finding("runways", .wrong, "\(error)")
        }
    }

    private var connectingTimes: Finding {
        guard let path = configuration.connectingTimes else {
            return Finding("connecting_times", .skipped, "connecting_times is not given, so the defaults hold")
        }
        do {
            let file = try ConnectingTimesFile(path: path, reference: .empty)
            return Finding("connecting_times", .ok, "\(path), \(file.airports) airports with times of their own")
        } catch {
            return Finding("connecting_times", .wrong, "\(error)")
        }
    }

    /// The librdkafka that is loaded, with what is known of it.
    private var library: Finding {
        let version = KafkaVersion.loaded
        if let trouble = version.knownTrouble { return Finding("librdkafka", .note, "\(version): \(trouble)") }
        let settings = configuration.kafka.librdkafka
        let mechanism = settings["sasl.mechanism"] ?? settings["sasl.mechanisms"] ?? ""
        if mechanism.hasPrefix("SCRAM"), !version.hasScramOfKafka4 {
            return Finding(
                "librdkafka", .note,
                "\(version): \(mechanism) is refused by brokers of Apache Kafka 4; they need librdkafka 2.6.1 or newer")
        }
        return Finding("librdkafka", .ok, "\(version)")
    }

    /// Whether HTTP is for this machine alone.
    private var listening: Finding {
        guard let address = configuration.http.listen else {
            return Finding("http", .skipped, "http.listen is not given, so status, top and Prometheus cannot ask")
        }
        if address.isLocal { return Finding("http", .ok, "\(address), for this machine alone") }
        if configuration.http.token != nil { return Finding("http", .ok, "\(address), open to who has the token") }
        let text = "\(address) is open to others: set http.token, and put a proxy with TLS before it"
        return Finding("http", .note, text)
    }

    private var threads: Finding? {
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        guard configuration.lanes > cores, cores > 0 else { return nil }
        return Finding("lanes", .note, "\(configuration.lanes) on \(cores) cores; more lanes than cores are of no use")
    }

    private static func isForEverybody(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & mode_t(S_IROTH) != 0
    }
}
