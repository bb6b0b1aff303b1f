import Synchronization

/// A snapshot that is being read, as its lane and its loader see it.
///
/// What is loaded goes from the loader's thread to the lane's once, through an atomic: it is never touched by both at
/// once, which is why it may be handed over unchecked.
package final class SnapshotLoad<Loaded: ~Copyable>: @unchecked Sendable {
    /// How far it is.
    package enum State: ~Copyable {
        /// So many bytes of so many are here.
        case loading(bytes: Int, of: Int)
        /// It is the lane's now. Given once.
        case loaded(Loaded)
        /// Another one has to do. Said again at every look.
        case broken(SnapshotFault)
    }

    private enum Stage: Int { case loading, loaded, taken, broken }

    package let manifest: SnapshotManifest
    private let stage = Atomic(Stage.loading.rawValue)
    private let bytes = Atomic(0)
    private let cancelled = Atomic(false)
    private let fault = Mutex<SnapshotFault?>(nil)
    private var result: Loaded?

    /// - Parameter manifest: of the snapshot to be read.
    package init(_ manifest: SnapshotManifest) { self.manifest = manifest }

    /// The lane: how it stands. Once it was loaded and given, it must not be called again.
    package func poll() -> State {
        switch Stage(rawValue: stage.load(ordering: .acquiring)) {
        case .loaded:
            guard let result = result.take() else { preconditionFailure("what was loaded is given once") }
            stage.store(Stage.taken.rawValue, ordering: .relaxed)
            return .loaded(result)
        case .broken: return .broken(fault.withLock { $0 } ?? .closed)
        case .taken: preconditionFailure("what was loaded is given once")
        case .loading, nil: return .loading(bytes: bytes.load(ordering: .relaxed), of: manifest.bytes)
        }
    }

    /// The lane: it does not want it any more, and will not look again.
    package func cancel() { cancelled.store(true, ordering: .relaxed) }

    package var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// The loader: so many more bytes are here.
    package func note(bytes count: Int) { bytes.add(count, ordering: .relaxed) }

    /// The loader: here it is. At most one of this and ``fail(_:)``, once.
    package func finish(_ loaded: consuming sending Loaded) {
        result = consume loaded
        stage.store(Stage.loaded.rawValue, ordering: .releasing)
    }

    /// The loader: it cannot be had.
    package func fail(_ why: SnapshotFault) {
        fault.withLock { $0 = why }
        stage.store(Stage.broken.rawValue, ordering: .releasing)
    }
}
