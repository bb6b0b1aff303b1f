/// A snapshot that is being put together; made by a lane, then the loader's alone, which is why it may be handed over
/// unchecked.
final class LoadingJob: @unchecked Sendable {
    let manifest: SnapshotManifest
    /// Whether somebody still waits for it.
    let isWanted: @Sendable () -> Bool
    private let progress: @Sendable (_ bytes: Int) -> Void
    private let finish: @Sendable (Result<UnsafeRawBufferPointer, SnapshotFault>) -> SnapshotFault?
    /// Allocated at the first chunk.
    private var buffer: UnsafeMutableRawBufferPointer?
    private var left: Int

    /// - Parameter finish: takes all bytes, or why there are none; what it returns made them useless.
    init(
        _ manifest: SnapshotManifest, isWanted: @escaping @Sendable () -> Bool,
        progress: @escaping @Sendable (_ bytes: Int) -> Void,
        finish: @escaping @Sendable (Result<UnsafeRawBufferPointer, SnapshotFault>) -> SnapshotFault?
    ) {
        self.manifest = manifest
        self.isWanted = isWanted
        self.progress = progress
        self.finish = finish
        left = manifest.chunks.count
    }

    deinit { buffer?.deallocate() }

    /// Puts a chunk in its place.
    /// - Returns: whether it was the last.
    func take(_ number: Int, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) throws(SnapshotFault) -> Bool
    {
        let chunk = manifest.chunks[number]
        guard key?.elementsEqual(manifest.key.chunk(number)) == true, let value else {
            throw .chunkForeign(number, offset: chunk.offset)
        }
        guard value.count == chunk.bytes else {
            throw .chunkSize(number, bytes: value.count, expected: chunk.bytes)
        }
        guard Checksum.of(value) == chunk.checksum else { throw .chunkChecksum(number) }
        let whole = buffer ?? .allocate(byteCount: manifest.bytes, alignment: 16)
        buffer = whole
        UnsafeMutableRawBufferPointer(rebasing: whole[manifest.range(ofChunk: number)]).copyMemory(from: value)
        progress(value.count)
        left -= 1
        return left == 0
    }

    /// Hands the whole over.
    /// - Returns: what is wrong with it; nil when it was taken.
    func conclude() -> SnapshotFault? {
        defer {
            buffer?.deallocate()
            buffer = nil
        }
        let bytes = UnsafeRawBufferPointer(buffer ?? UnsafeMutableRawBufferPointer(start: nil, count: 0))
        if Checksum.of(bytes) != manifest.checksum {
            fail(.checksum)
            return .checksum
        }
        return finish(.success(bytes))
    }

    func fail(_ why: SnapshotFault) { _ = finish(.failure(why)) }
}
