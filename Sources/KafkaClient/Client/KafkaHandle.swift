import CLibrdkafka
import Glibc
import Synchronization

/// The one owner of a librdkafka client.
///
/// Sharing the pointer between threads is sound: "The librdkafka API is completely thread-safe" (INTRODUCTION.md,
/// Threads and callbacks). What is not safe is a call during or after the destruction, hence ``client`` traps after it.
final class KafkaHandle: Sendable {
    private nonisolated(unsafe) let pointer: OpaquePointer
    private let isOpen = Atomic<Bool>(true)
    let context: CallbackContext
    let name: String

    /// Makes the client; `configuration` is consumed in every case.
    init(
        _ kind: rd_kafka_type_t, configuration: OpaquePointer, context: CallbackContext
    ) throws(KafkaError) {
        context.register(in: configuration)
        let (client, reason) = withErrorText { text, size in rd_kafka_new(kind, configuration, text, size) }
        guard let client else {
            rd_kafka_conf_destroy(configuration)
            throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, "configure", "client", reason: reason)
        }
        pointer = client
        self.context = context
        name = clientName(client)
    }

    /// The C client, for the duration of a call.
    var client: OpaquePointer {
        precondition(isOpen.load(ordering: .relaxed), "a Kafka client was used after it was closed")
        return pointer
    }

    var isClosed: Bool { !isOpen.load(ordering: .relaxed) }

    /// Destroys the client on a thread of its own and waits for it, because destruction may block for ever when brokers
    /// cannot be reached. Every queue, event, list and topic of the client must be gone before.
    ///
    /// - Returns: false when the limit passed first; librdkafka's threads are then left to the end of the process.
    @discardableResult
    func destroy(within limit: Duration, flags: CInt = 0) -> Bool {
        guard isOpen.exchange(false, ordering: .acquiringAndReleasing) else { return true }
        let job = Destruction(client: pointer, flags: flags, context: context)
        guard let done = job.done else {
            rd_kafka_destroy_flags(pointer, flags)
            return true
        }
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(job)
        guard pthread_create(&thread, nil, destroyClient, argument.toOpaque()) == 0 else {
            argument.release()
            rd_kafka_destroy_flags(pointer, flags)
            return true
        }
        pthread_detach(thread)
        return done.wait(timeout: limit)
    }

    deinit {
        destroy(within: closeOnReleaseLimit)
    }
}

/// How long an owner that was let go without close may block the thread that lets it go.
let closeOnReleaseLimit = Duration.seconds(2)

/// What the destroying thread needs, the callbacks' context among it: they may be called until the very end.
private final class Destruction: @unchecked Sendable {
    let client: OpaquePointer
    let flags: CInt
    let context: CallbackContext
    let done = try? Wakeup()

    init(client: OpaquePointer, flags: CInt, context: CallbackContext) {
        self.client = client
        self.flags = flags
        self.context = context
    }
}

private func destroyClient(argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let job = Unmanaged<Destruction>.fromOpaque(argument).takeRetainedValue()
    rd_kafka_destroy_flags(job.client, job.flags)
    job.done?.signal()
    return nil
}
