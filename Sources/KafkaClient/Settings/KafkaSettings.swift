import CLibrdkafka

/// librdkafka's settings as ordered pairs of key and value, exactly as they go to the library.
///
/// Values are checked when a client is made from them; the error names the key that was refused.
/// Printing settings shows no secret.
///
/// Source: librdkafka's CONFIGURATION.md has every key with its range and default.
public struct KafkaSettings: Sendable, Equatable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    struct Entry: Sendable, Equatable {
        let key: String
        let value: String
        /// A key that only newer libraries know is left out where it is unknown.
        let isOptional: Bool
    }

    private(set) var entries: [Entry] = []

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (key, value) in elements { self[key] = value }
    }

    /// The value of a key; setting nil takes the key out, setting a value again keeps its place.
    public subscript(key: String) -> String? {
        get { entries.first { $0.key == key }?.value }
        set { put(key, newValue, isOptional: false) }
    }

    /// Sets a key that is ignored where the loaded librdkafka does not know it, as with settings newer than 2.0.2.
    public mutating func prefer(_ key: String, _ value: String) {
        put(key, value, isOptional: true)
    }

    /// Sets a key only where it has no value yet.
    public mutating func setDefault(_ key: String, _ value: String) {
        if self[key] == nil { self[key] = value }
    }

    /// These settings with `other`'s on top.
    public func merging(_ other: KafkaSettings) -> KafkaSettings {
        var merged = self
        for entry in other.entries { merged.put(entry.key, entry.value, isOptional: entry.isOptional) }
        return merged
    }

    public var description: String {
        entries.map { "\($0.key)=\(Self.isSecret($0.key) ? "***" : $0.value)" }.joined(separator: " ")
    }

    private mutating func put(_ key: String, _ value: String?, isOptional: Bool) {
        let place = entries.firstIndex { $0.key == key }
        guard let value else {
            if let place { entries.remove(at: place) }
            return
        }
        let entry = Entry(key: key, value: value, isOptional: isOptional)
        if let place { entries[place] = entry } else { entries.append(entry) }
    }

    /// Whether the value of a property is nobody's business.
    public static func isSecret(_ key: String) -> Bool {
        key.hasSuffix("password") || key.hasSuffix("secret") || key.hasSuffix(".pem")
            || key == "sasl.oauthbearer.config"
    }
}

extension KafkaSettings {
    /// True when the loaded librdkafka accepts this key with this value.
    public static func isKnown(_ key: String, _ value: String) -> Bool {
        guard let configuration = rd_kafka_conf_new() else { return false }
        defer { rd_kafka_conf_destroy(configuration) }
        return rd_kafka_conf_set(configuration, key, value, nil, 0) == RD_KAFKA_CONF_OK
    }

    /// A producer with these settings writes each record once and in order.
    var isIdempotent: Bool { self["enable.idempotence"] == "true" || self["transactional.id"] != nil }

    /// Makes the C configuration; the caller owns it.
    func makeConfiguration() throws(KafkaError) -> OpaquePointer {
        guard let configuration = rd_kafka_conf_new() else {
            throw KafkaError(RD_KAFKA_RESP_ERR__CRIT_SYS_RESOURCE, "configure")
        }
        for entry in entries {
            let (result, reason) = withErrorText { text, size in
                rd_kafka_conf_set(configuration, entry.key, entry.value, text, size)
            }
            if result == RD_KAFKA_CONF_OK || (entry.isOptional && result == RD_KAFKA_CONF_UNKNOWN) { continue }
            rd_kafka_conf_destroy(configuration)
            throw KafkaError(
                RD_KAFKA_RESP_ERR__INVALID_ARG, "configure", entry.key,
                reason: Self.isSecret(entry.key) ? "the value is not accepted" : reason)
        }
        return configuration
    }
}

/// Calls a C function that writes its reason into a buffer, and gives back its result and the text.
func withErrorText<Result>(_ call: (UnsafeMutablePointer<CChar>?, Int) -> Result) -> (Result, String) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: errorTextBytesMax) { buffer in
        buffer.initialize(repeating: 0)
        let result = call(buffer.baseAddress, buffer.count)
        let text = buffer.baseAddress.map { String(cString: $0) } ?? ""
        return (result, text)
    }
}

/// Longest reason taken over from librdkafka, in bytes; its own messages stay below this.
let errorTextBytesMax = 512
