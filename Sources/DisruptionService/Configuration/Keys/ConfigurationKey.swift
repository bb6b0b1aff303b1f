/// One key of the configuration: the one place of its meaning, range, default and reading.
struct ConfigurationKey: Sendable {
    /// What holds when the file does not have the key.
    enum Absence: Sendable, Equatable {
        /// The file must have it.
        case required
        /// This value, as a file would write it.
        case value(String)
        /// Nothing, which means this.
        case nothing(String)
    }

    /// The form of the value, and how it gets into the configuration. The closures throw `ValueProblem`.
    enum Reading: Sendable {
        case scalar(@Sendable (String, inout Configuration) throws(ValueProblem) -> Void)
        /// A list: what to do before the first item, and with each.
        case list(
            clear: @Sendable (inout Configuration) -> Void,
            item: @Sendable (String, inout Configuration) throws(ValueProblem) -> Void)
        /// A mapping with names of its own.
        case properties(@Sendable (_ name: String, _ value: String, inout Configuration) throws(ValueProblem) -> Void)
    }

    /// The names of the sections and of the key, from the outside in. One name may have points in it.
    let path: [String]
    let meaning: String
    let allowed: String
    let absence: Absence
    /// What the reference file shows behind the key.
    let example: String
    let isSecret: Bool
    /// False for a key that is accepted for what is to come and changes nothing yet.
    var hasEffect = true
    let reading: Reading
    /// The value in force, as a file would write it, secrets masked; nil for none.
    let show: @Sendable (Configuration) -> String?

    /// `section.key`.
    var name: String { path.joined(separator: ".") }

    /// The same key, which changes nothing in this version.
    var withoutEffect: ConfigurationKey {
        var key = self
        key.hasEffect = false
        return key
    }
}

extension ConfigurationKey {
    /// A key with a default, which is what stands in a fresh `Configuration`.
    init<Value>(
        _ path: String..., at field: any WritableKeyPath<Configuration, Value> & Sendable, _ kind: ValueKind<Value>,
        _ meaning: String
    ) {
        self.init(
            path: path, meaning: meaning, allowed: kind.allowed,
            absence: .value(kind.show(Configuration()[keyPath: field])),
            example: kind.show(Configuration()[keyPath: field]), isSecret: false,
            reading: .scalar { text, configuration throws(ValueProblem) in
                configuration[keyPath: field] = try kind.parse(text)
            },
            show: { kind.show($0[keyPath: field]) })
    }

    /// A key that may be absent, which means something.
    init<Value>(
        _ path: String..., at field: any WritableKeyPath<Configuration, Value?> & Sendable, _ kind: ValueKind<Value>,
        _ meaning: String, absent: String, example: String, isSecret: Bool = false
    ) {
        self.init(
            path: path, meaning: meaning, allowed: kind.allowed, absence: .nothing(absent), example: example,
            isSecret: isSecret,
            reading: .scalar { text, configuration throws(ValueProblem) in
                configuration[keyPath: field] = try kind.parse(text)
            },
            show: { $0[keyPath: field].map(kind.show) })
    }

    /// A key that the file must have.
    init<Value>(
        required path: String..., at field: any WritableKeyPath<Configuration, Value> & Sendable,
        _ kind: ValueKind<Value>,
        _ meaning: String, example: String
    ) {
        self.init(
            path: path, meaning: meaning, allowed: kind.allowed, absence: .required, example: example, isSecret: false,
            reading: .scalar { text, configuration throws(ValueProblem) in
                configuration[keyPath: field] = try kind.parse(text)
            },
            show: { kind.show($0[keyPath: field]) })
    }

    /// The key of one topic's name.
    init(topic: String, _ meaning: String) {
        let kind = ValueKind<String>.name(charactersMax: 249)
        self.init(
            path: ["topics", topic], meaning: meaning, allowed: kind.allowed, absence: .value(topic), example: topic,
            isSecret: false,
            reading: .scalar { text, configuration throws(ValueProblem) in
                configuration.topics[topic] = try kind.parse(text)
            },
            show: { $0.topics[topic] })
    }
}
